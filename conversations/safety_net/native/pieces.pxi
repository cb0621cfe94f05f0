"""Pieces of patterns, followed from all places at once; see `patterns`."""


cdef class Pieces:
    """All pieces by their numbers; what was worked out for an earlier message is told by its
    turn."""

    cdef Piece* pieces
    cdef int32_t* parts
    cdef Group* groups
    cdef int32_t* lengths
    cdef int32_t turn
    cdef str joiners
    cdef Placed placed
    cdef Places* everywhere
    cdef Places* clauses[2]
    cdef Found found
    cdef Memory memory

    def __cinit__(self, listed, numbers, program, Placed placed, Found found, Memory memory):
        parts, groups = [], []
        self.pieces = <Piece*> _zeros(len(listed), sizeof(Piece))
        for n, each in enumerate(listed):
            _let_others_work()
            if isinstance(each, Leaf):
                self._take(n, each, len(groups), _grouped(each.phrases), groups)
            else:
                self._take(n, each, len(parts), [numbers[id(part)] for part in each.parts], parts)
        self.parts, self.groups = _array(parts), _groups(groups)
        self.lengths = _array(list(map(len, program.phrases)))
        self.joiners, self.turn = program.joiners, 0
        self.placed, self.found, self.memory = placed, found, memory

    def _take(self, int n, piece, begin, own, every):
        self.pieces[n].kind, self.pieces[n].most = _KINDS[type(piece)], _most_of(piece)
        every.extend(own)
        self.pieces[n].begin, self.pieces[n].end = begin, len(every)

    def __dealloc__(self):
        PyMem_Free(self.pieces)
        PyMem_Free(self.parts)
        PyMem_Free(self.groups)
        PyMem_Free(self.lengths)

    cdef void begin(self) noexcept:
        """With another message."""
        cdef int word
        self.turn += 1
        self.clauses[0] = self.clauses[1] = NULL
        self.everywhere = self.memory.places(0, self.memory.words)
        for word in range(self.memory.words):
            self.everywhere.bits[word] = ~<Bits> 0
        self.everywhere.bits[word] = (<Bits> 2 << (self.placed.count & 63)) - 1

    cdef Places* ends(self, int piece) noexcept:
        """Where a piece ends, wherever it began."""
        cdef Piece* here = self.pieces + piece
        if here.ends_turn != self.turn:
            here.ends = self.on(piece, self.everywhere)
            here.ends_turn = self.turn
        return here.ends

    cdef Places* starts(self, int piece) noexcept:
        """Where a piece begins, wherever it ends."""
        cdef Piece* here = self.pieces + piece
        if here.starts_turn != self.turn:
            if here.kind == LEAF:
                here.starts = self._anywhere(here)
            else:
                here.starts = self.back(piece, self.ends(piece))
            here.starts_turn = self.turn
        return here.starts

    cdef Places* _anywhere(self, Piece* leaf) noexcept:
        """Where any phrase of a leaf begins."""
        cdef Places* starts
        cdef Places* all
        cdef int each, word
        if not self._know(leaf):
            return NULL
        all = self.memory.places(leaf.low, leaf.high)
        for each in range(leaf.known):
            starts = self.found.places_of[leaf.phrases[each]]
            for word in range(starts.low, starts.high):
                all.bits[word - all.low] |= starts.bits[word - starts.low]
        return all

    cdef inline Places* _begun(self, int piece, Places* places) noexcept:
        """Where it ends, begun at one of the places; once only, if it is anywhere."""
        return self.ends(piece) if places == self.everywhere else self.on(piece, places)

    cdef Places* on(self, int piece, Places* places) noexcept:
        """Where it ends, begun at one of the places."""
        cdef Piece* here = self.pieces + piece
        cdef int kind = here.kind, begin = here.begin, end = here.end, each
        cdef Places* reached = NULL
        if places == NULL:
            return NULL
        if kind == LEAF:
            return self._along(here, places, True)
        if kind == IN_ORDER:
            for each in range(begin, end):
                places = self._begun(self.parts[each], places)
                if places == NULL:
                    return NULL
            return places
        if kind == ONE_OF:
            for each in range(begin, end):
                reached = self.memory.either(reached, self._begun(self.parts[each], places))
            return reached
        if kind == MAYBE:
            return self.memory.either(places, self.on(self.parts[begin], places))
        if kind == GAP:
            return self.memory.onward(places, here.most)
        if kind == TOGETHER:
            return self._together(begin, end, places)
        return self._where(here, places)

    cdef Places* back(self, int piece, Places* places) noexcept:
        """Where it begins, ended at one of the places."""
        cdef Piece* here = self.pieces + piece
        cdef int kind = here.kind, begin = here.begin, end = here.end, each
        cdef Places* reached = NULL
        if places == NULL:
            return NULL
        if kind == LEAF:
            return self._along(here, places, False)
        if kind == IN_ORDER:
            for each in range(end - 1, begin - 1, -1):
                places = self.back(self.parts[each], places)
                if places == NULL:
                    return NULL
            return places
        if kind == ONE_OF:
            for each in range(begin, end):
                reached = self.memory.either(reached, self.back(self.parts[each], places))
            return reached
        if kind == MAYBE:
            return self.memory.either(places, self.back(self.parts[begin], places))
        if kind == GAP:
            return self.memory.backward(places, here.most)
        if kind == TOGETHER:
            return self.back(self.parts[begin], self.memory.both(places, self.ends(piece)))
        return self._where(here, places)

    cdef Places* _where(self, Piece* here, Places* places) noexcept:
        """Those of the places where a condition holds."""
        cdef int absent
        if here.kind == EDGE:
            return self.memory.both(places, self._clauses(here.most))
        absent = self.parts[here.begin]
        if here.kind == NOT_FOLLOWED:
            return self.memory.without(places, self.starts(absent))
        return self.memory.without(
            places, self.memory.onward(self.ends(absent), here.most)
        )

    cdef Places* _together(self, int begin, int end, Places* places) noexcept:
        cdef int first = self.parts[begin], each, other
        cdef Places* ends = self._begun(first, places)
        cdef Places* starts
        cdef Places* before
        for each in range(begin + 1, end):
            if ends == NULL:
                break
            other = self.parts[each]
            if each == begin + 1 and places == self.everywhere:
                starts = self.starts(first)
            else:
                starts = self.memory.both(self.back(first, ends), places)
            before = self.memory.both(starts, self._just_after(other))
            ends = self.memory.both(ends, self._just_before(other))
            ends = self.memory.either(ends, self.on(first, before))
        return ends

    cdef inline Places* _just_before(self, int piece) noexcept:
        """Up to NEAR words before where a piece begins."""
        cdef Piece* here = self.pieces + piece
        if here.before_turn != self.turn:
            here.before = self.memory.backward(self.starts(piece), _NEAR)
            here.before_turn = self.turn
        return here.before

    cdef inline Places* _just_after(self, int piece) noexcept:
        """Up to NEAR words after where a piece ends."""
        cdef Piece* here = self.pieces + piece
        if here.after_turn != self.turn:
            here.after = self.memory.onward(self.ends(piece), _NEAR)
            here.after_turn = self.turn
        return here.after

    cdef Places* _along(self, Piece* leaf, Places* places, bint is_on) noexcept:
        """One of the phrases of a leaf, forwards or backwards."""
        cdef Places* reached
        cdef int each, low, high
        if not self._know(leaf):
            return NULL
        low, high = max(places.low - 1, leaf.low), min(places.high, leaf.high) + 1
        if low + 1 >= high:
            return NULL
        reached = self.memory.places(low, high)
        for each in range(leaf.known):
            if is_on:
                self._add_ends(reached, places, leaf.phrases[each])
            else:
                self._add_starts(reached, places, leaf.phrases[each])
        while reached.high > low and not reached.bits[reached.high - 1 - low]:
            reached.high -= 1
        return reached if reached.high > low else NULL

    cdef inline int _know(self, Piece* leaf) noexcept:
        """How many phrases of a leaf appear; which, is noted."""
        if leaf.known_turn != self.turn:
            leaf.known_turn, leaf.known = self.turn, 0
            leaf.low, leaf.high = self.memory.words, 0
            self._look_for(leaf)
        return leaf.known

    cdef void _look_for(self, Piece* leaf) noexcept:
        cdef Group* group
        cdef Places* starts
        cdef Bits met
        cdef int each, phrase
        for each in range(leaf.begin, leaf.end):
            group = self.groups + each
            met = self.found.appears[group.word] & group.bits
            while met:
                phrase = group.word << 6 | __builtin_ctzll(met)
                met &= met - 1
                if leaf.known % 64 == 0:
                    self._take_room(leaf)
                leaf.phrases[leaf.known] = phrase
                leaf.known += 1
                starts = self.found.places_of[phrase]
                leaf.low, leaf.high = min(leaf.low, starts.low), max(leaf.high, starts.high)

    cdef void _take_room(self, Piece* leaf) noexcept:
        """For 64 phrases more."""
        cdef int32_t* phrases = <int32_t*> self.memory.some(leaf.known // 2 + 32)
        memcpy(phrases, leaf.phrases, leaf.known * sizeof(int32_t))
        leaf.phrases = phrases

    cdef inline void _add_ends(self, Places* reached, Places* places, int phrase) noexcept:
        """Where the phrase ends that begins at one of the places."""
        cdef Places* starts = self.found.places_of[phrase]
        cdef int word, low = max(places.low, starts.low), high = min(places.high, starts.high)
        cdef int step = self.lengths[phrase]
        cdef Bits begun
        for word in range(low, high):
            begun = places.bits[word - places.low] & starts.bits[word - starts.low]
            reached.bits[word - reached.low] |= begun << step
            if begun >> (64 - step):
                reached.bits[word + 1 - reached.low] |= begun >> (64 - step)

    cdef inline void _add_starts(self, Places* reached, Places* places, int phrase) noexcept:
        """Where the phrase begins that ends at one of the places."""
        cdef Places* starts = self.found.places_of[phrase]
        cdef int word, low = max(places.low - 1, starts.low), high = min(places.high, starts.high)
        cdef int step = self.lengths[phrase]
        cdef Bits begun
        for word in range(low, high):
            begun = 0
            if word >= places.low:
                begun = places.bits[word - places.low] >> step
            if word + 1 < places.high:
                begun |= places.bits[word + 1 - places.low] << (64 - step)
            reached.bits[word - reached.low] |= begun & starts.bits[word - starts.low]

    cdef Places* _clauses(self, int side) noexcept:
        """Where clauses begin (0), and where they end (1)."""
        if self.clauses[0] == NULL:
            self.clauses[0] = self.memory.places(0, self.memory.words)
            self.clauses[1] = self.memory.places(0, self.memory.words)
            self._note_clauses()
        return self.clauses[side]

    cdef void _note_clauses(self) noexcept:
        cdef int place, comma
        cdef Py_UCS4 code
        _add(self.clauses[0], 0)
        _add(self.clauses[1], self.placed.count)
        for comma in range(self.placed.comma_count):
            _add(self.clauses[0], self.placed.commas[comma])
            _add(self.clauses[1], self.placed.commas[comma])
        for place in range(self.placed.count):
            code = self.placed.codes[place]
            if code == _STOP or code in self.joiners:
                _add(self.clauses[0], place + 1)
                _add(self.clauses[1], place)
