"""How well the words of a person and the words of a service agree: text search over a catalogue."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import log

import tantivy

from resources_directory.model import LifeArea, Need, Service
from resources_directory.vocabulary import ARTICLES, SMALL_WORDS, STANDARD, Vocabulary

TERMS_AT_MOST = 40
"""Terms of one query: what lies beyond them, in a very long message, is not searched for."""
LONGEST_PHRASE = 5

_Phrases = dict[tuple[str, ...], frozenset[Need]]

_BOOSTS = {"name": 3.0, "needs": 2.0, "description": 1.0, "organisation": 0.5}
_SMALL_WORDS = frozenset(word.replace("'", "") for word in SMALL_WORDS)


@dataclass(frozen=True, slots=True)
class Query:
    """What was understood of a person's words; none of it is kept for longer than the search."""

    words: tuple[tuple[str, str], ...] = ()
    """Each word that says something: its stem, and the word as written."""
    needs: frozenset[Need] = frozenset()
    """What the words suggest."""
    in_phrases: frozenset[str] = frozenset()
    """Stems that belong to a phrase which stands for a need ("lost my mum"), and so do not speak
    for themselves: a toddler group for mums is no answer to it."""

    @property
    def open_words(self) -> tuple[tuple[str, str], ...]:
        return tuple(pair for pair in self.words if pair[0] not in self.in_phrases)


@dataclass(frozen=True, slots=True)
class Hit:
    """One service found."""

    service: Service
    needs: frozenset[Need]
    """What it meets, as marked or, where nobody has, as its description says."""
    score: float
    """BM25 with weights, comparable within one search only."""
    coverage: float
    """0 to 1: how much of what was asked the service speaks of, rare words counting more."""
    said: tuple[str, ...]
    """The person's words that it speaks of."""


class TextIndex:
    """Built once from services and never changed; searching it is safe with any text."""

    def __init__(self, services: Sequence[Service], vocabulary: Vocabulary = STANDARD) -> None:
        self._services = tuple(services)
        self._analyser = (
            tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple())
            .filter(tantivy.Filter.remove_long(40))
            .filter(tantivy.Filter.lowercase())
            .build()
        )
        self._stemmer = (
            tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple())
            .filter(tantivy.Filter.remove_long(40))
            .filter(tantivy.Filter.lowercase())
            .filter(tantivy.Filter.stemmer("English"))
            .build()
        )
        self._people_say = self._phrases({n: w.people_say for n, w in vocabulary.items()})
        self._listings_say = self._phrases({n: w.listings_say for n, w in vocabulary.items()})
        self._needs = tuple(self._needs_of(service) for service in self._services)
        self._schema = _schema()
        self._index = self._written()
        self._searcher = self._index.searcher()
        self._rarity: dict[str, float] = {}

    def understand(self, words: str) -> Query:
        """Splits, stems and recognises; text without any known word gives an empty query."""
        tokens = self._tokens(words)
        stems = [(self._stem(token), token) for token in tokens]
        plain = [stem for stem, token in stems if token not in ARTICLES]
        telling: dict[str, str] = {}
        for stem, token in stems:
            if token not in _SMALL_WORDS and len(token) > 1:
                telling.setdefault(stem, token)
        found = list(_spoken(self._people_say, plain))
        return Query(
            tuple(list(telling.items())[:TERMS_AT_MOST]),
            _needs(self._people_say, found),
            frozenset(stem for phrase in found if len(phrase) > 1 for stem in phrase),
        )

    def everything(self) -> tuple[Hit, ...]:
        """Every service, for browsing without a wish."""
        found = zip(self._services, self._needs, strict=True)
        return tuple(Hit(service, needs, 0.0, 0.0, ()) for service, needs in found)

    def search(
        self,
        query: Query,
        needs: Iterable[Need] = (),
        areas: Iterable[LifeArea] = (),
        limit: int = 300,
    ) -> tuple[Hit, ...]:
        """Services that share a word, a need or an area with what is asked, best first."""
        clauses = [self._word(stem) for stem, _ in query.words]
        for need in frozenset(needs) | query.needs:
            clauses.append(self._term("need", need.value, 8.0))
            clauses.extend(self._listing_words(need))
        clauses += [self._term("area", area.value, 1.0) for area in areas]
        if not clauses:
            return ()
        either = [(tantivy.Occur.Should, clause) for clause in clauses]
        found = self._searcher.search(tantivy.Query.boolean_query(either), limit).hits
        return tuple(self._hit(query, float(score), address) for score, address in found)

    def _hit(self, query: Query, score: float, address: tantivy.DocAddress) -> Hit:
        row = self._searcher.doc(address).get_first("row")
        assert isinstance(row, int)
        service = self._services[row]
        spoken = self._stems_of(service) if query.open_words else frozenset[str]()
        weights = {stem: self._weight(stem) for stem, _ in query.open_words}
        told = [(stem, word) for stem, word in query.open_words if stem in spoken]
        whole = sum(weights.values())
        coverage = sum(weights[stem] for stem, _ in told) / whole if whole else 0.0
        return Hit(service, self._needs[row], score, coverage, tuple(word for _, word in told))

    def _weight(self, stem: str) -> float:
        """How telling a word is: one that no listing has weighs most (inverse frequency)."""
        if stem not in self._rarity:
            count = max(self._searcher.doc_freq(name, stem) for name in _BOOSTS)
            if len(self._rarity) > 50_000:
                self._rarity.clear()
            self._rarity[stem] = log(1 + (len(self._services) + 1) / (count + 0.5))
        return self._rarity[stem]

    def _word(self, stem: str) -> tantivy.Query:
        fields = [self._term(name, stem, boost) for name, boost in _BOOSTS.items()]
        return tantivy.Query.disjunction_max_query(fields, 0.3)

    def _listing_words(self, need: Need) -> Iterator[tantivy.Query]:
        """Puts a service that is about the need before one that is only marked with it."""
        for phrase, needs in self._listings_say.items():
            if need in needs and len(phrase) == 1:
                yield self._term("name", phrase[0], 1.5)
                yield self._term("description", phrase[0], 0.7)

    def _term(self, name: str, stem: str, boost: float) -> tantivy.Query:
        return tantivy.Query.boost_query(tantivy.Query.term_query(self._schema, name, stem), boost)

    def _tokens(self, words: str) -> list[str]:
        return self._analyser.analyze(words.replace("'", "").replace("\u2019", ""))

    def _stem(self, token: str) -> str:
        stems = self._stemmer.analyze(token)
        return stems[0] if stems else token

    def _stems_of(self, service: Service) -> frozenset[str]:
        return frozenset(self._stemmer.analyze(" ".join(_texts(service).values())))

    def _phrases(self, said: Mapping[Need, Iterable[str]]) -> _Phrases:
        phrases: _Phrases = {}
        for need, words in said.items():
            for phrase in words:
                key = self._plain_stems(phrase)
                phrases[key] = phrases.get(key, frozenset()) | {need}
        return phrases

    def _plain_stems(self, words: str) -> tuple[str, ...]:
        return tuple(self._stem(t) for t in self._tokens(words) if t not in ARTICLES)

    def _needs_of(self, service: Service) -> frozenset[Need]:
        """As marked; what nobody has marked is read from its name and description."""
        if service.needs:
            return service.needs
        words = f"{service.name}. {service.description or ''}"
        return _needs(self._listings_say, _spoken(self._listings_say, self._plain_stems(words)))

    def _written(self) -> tantivy.Index:
        index = tantivy.Index(self._schema)
        writer = index.writer(30_000_000, 1)
        for row, service in enumerate(self._services):
            document = tantivy.Document()
            document.add_unsigned("row", row)
            for name, text in _texts(service).items():
                document.add_text(name, text)
            for need in self._needs[row]:
                document.add_text("need", need.value)
            for area in service.areas:
                document.add_text("area", area.value)
            writer.add_document(document)
        writer.commit()
        writer.wait_merging_threads()
        index.reload()
        return index


def _spoken(phrases: _Phrases, stems: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """The longest phrase counts at each word, so "get out of bed" does not ask for a bed."""
    start = 0
    while start < len(stems):
        lengths = range(min(LONGEST_PHRASE, len(stems) - start), 0, -1)
        length = next((n for n in lengths if tuple(stems[start : start + n]) in phrases), 0)
        if length:
            yield tuple(stems[start : start + length])
        start += length or 1


def _needs(phrases: _Phrases, found: Iterable[tuple[str, ...]]) -> frozenset[Need]:
    return frozenset(need for phrase in found for need in phrases[phrase])


def _texts(service: Service) -> dict[str, str]:
    return {
        "name": service.name.replace("\u2019", "").replace("'", ""),
        "organisation": service.organisation or "",
        "description": (service.description or "").replace("\u2019", "").replace("'", ""),
        "needs": " ".join(sorted(need.value for need in service.needs)),
    }


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_unsigned_field("row", stored=True)
    for name in _BOOSTS:
        builder.add_text_field(name, tokenizer_name="en_stem")
    for name in ("need", "area"):
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic")
    return builder.build()
