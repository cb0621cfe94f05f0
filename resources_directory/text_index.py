"""Full-text search (BM25) over the names and descriptions of services, by tantivy."""

from collections.abc import Iterable, Sequence

import tantivy

from resources_directory.model import Need, Service
from resources_directory.stems import without_apostrophes

BOOSTS = {"name": 1.25, "description": 1.0, "organisation": 0.7}
_TIE = 0.25  # what a second phrase of the same topic adds to the best one


class TextIndex:
    """Built once from services and never changed; searching it is safe with any text."""

    def __init__(self, services: Sequence[Service]) -> None:
        self._schema = _schema()
        self._index = self._written(services)
        self._searcher = self._index.searcher()
        self._rows = self._rows_by_address(len(services))
        self.size = len(services)

    def holds(self, stem: str) -> bool:
        return any(self._searcher.doc_freq(name, stem) for name in BOOSTS)

    def phrases(
        self, found: Iterable[tuple[tuple[str, ...], float]], fields: Iterable[str] = BOOSTS
    ) -> tantivy.Query:
        """A service scores by the best of several phrases of stems, each with its weight."""
        names = tuple(fields)
        terms = [
            tantivy.Query.boost_query(self._phrase(name, stems), weight * BOOSTS[name])
            for stems, weight in found
            for name in names
            if stems
        ]
        return tantivy.Query.disjunction_max_query(terms, _TIE)

    def any_of(self, queries: Iterable[tantivy.Query]) -> tantivy.Query:
        """A service scores by the sum of what it meets."""
        return tantivy.Query.boolean_query([(tantivy.Occur.Should, each) for each in queries])

    def marked(self, need: Need) -> tantivy.Query:
        return tantivy.Query.term_query(self._schema, "need", need.value)

    def find(self, query: tantivy.Query, limit: int) -> list[tuple[int, float]]:
        """Rows with their BM25 scores, best first; scores compare within one search only."""
        hits = self._searcher.search(query, max(limit, 1), count=False).hits
        return [(self._rows[at.segment_ord][at.doc], float(score)) for score, at in hits]

    def count(self, query: tantivy.Query) -> int:
        return self._searcher.search(query, 1, count=True).count or 0  # type: ignore[attr-defined]

    def _phrase(self, name: str, stems: tuple[str, ...]) -> tantivy.Query:
        if len(stems) == 1:
            return tantivy.Query.term_query(self._schema, name, stems[0])
        return tantivy.Query.phrase_query(self._schema, name, list(stems))

    def _written(self, services: Sequence[Service]) -> tantivy.Index:
        index = tantivy.Index(self._schema)
        writer = index.writer(60_000_000, 1)
        for row, service in enumerate(services):
            document = tantivy.Document()
            document.add_unsigned("row", row)
            document.add_text("name", without_apostrophes(service.name))
            document.add_text("description", without_apostrophes(service.description or ""))
            document.add_text("organisation", without_apostrophes(service.organisation or ""))
            for need in service.needs:
                document.add_text("need", need.value)
            writer.add_document(document)
        writer.commit()
        writer.wait_merging_threads()
        index.reload()
        return index

    def _rows_by_address(self, size: int) -> list[list[int]]:
        """The row of each document by its segment: to read it from a hit would be far slower."""
        rows: list[list[int]] = []
        for _, at in self._searcher.search(tantivy.Query.all_query(), max(size, 1)).hits:
            while len(rows) <= at.segment_ord:
                rows.append([])
            segment = rows[at.segment_ord]
            segment.extend([0] * (at.doc + 1 - len(segment)))
            row = self._searcher.doc(at).get_first("row")
            assert isinstance(row, int)
            segment[at.doc] = row
        return rows


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_unsigned_field("row", stored=True)
    for name in BOOSTS:
        builder.add_text_field(name, tokenizer_name="en_stem")
    builder.add_text_field("need", tokenizer_name="raw", index_option="basic")
    return builder.build()
