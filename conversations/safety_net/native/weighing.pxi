"""The same as `weighing.Weigher`."""


cdef struct Phrase:
    # All of one phrase side by side, since it is looked at together.
    uint64_t key
    float danger, explicit
    int32_t row
    int32_t seen  # in the how manieth few sentences it was met last


cdef class Weigher:
    """Made of `weighing.Weights`."""

    cdef Phrase* slots
    cdef uint64_t mask
    cdef uint64_t* hints
    """A bit for each phrase that says something; a few of the others have the same."""
    cdef uint64_t* phrases
    """Of a few sentences."""
    cdef int32_t few, known, noted
    cdef double always_danger, always_explicit, sum_danger, sum_explicit

    def __cinit__(self, weights):
        cdef int row
        cdef uint64_t place
        cdef Phrase* slot
        self.mask = (1 << (3 * len(weights.rows) // 2).bit_length()) - 1
        self.slots = <Phrase*> _zeros(self.mask, sizeof(Phrase))
        self.hints = <uint64_t*> _zeros(HINTS, sizeof(uint64_t))
        self.phrases = <uint64_t*> _taken(4 * TOGETHER_WORDS * sizeof(uint64_t))
        for key, row in weights.rows.items():
            _let_others_work()
            slot = self._slot(key)
            slot.key, slot.row = key, row
            place = _scattered(key)
            self.hints[place >> 6 & HINTS] |= <uint64_t> 1 << (place & 63)
            slot.danger, slot.explicit = weights.danger[row], weights.explicit[row]
        self.always_danger, self.always_explicit = weights.always

    def __dealloc__(self):
        PyMem_Free(self.slots)
        PyMem_Free(self.hints)
        PyMem_Free(self.phrases)

    def row(self, phrase):
        cdef Phrase* slot = self._slot(phrase)
        return slot.row if slot.key else -1

    def weigh(self, array.array words):
        cdef int count = len(words), at, begin = 0, last = 0
        cdef uint64_t* keys = <uint64_t*> _taken((count + 1) * sizeof(uint64_t))
        best = None
        try:
            for at in range(count):
                keys[at] = <uint64_t> words.data.as_ints[at] + 1
            for at in range(0, count, 2):
                if at - begin == 2 * TOGETHER_WORDS:
                    best = _heavier(best, self._weighed(keys, begin, at))
                    begin = last if last > begin else at
                if keys[at] == STOP_WORD:
                    last = at + 2
            return _heavier(best, self._weighed(keys, begin, count))
        finally:
            PyMem_Free(keys)

    cdef object _weighed(self, uint64_t* keys, int begin, int end):
        """Each word is two keys, of which the second is that of its base."""
        cdef double scale
        if end - begin < 2 * FEWEST_WORDS:
            return Weighed(0, 0, begin // 2, end // 2)
        self._note_phrases(keys, begin, end)
        self._add_up()
        scale = 1 / sqrt(self.known or 1)
        return Weighed(
            self.always_danger + scale * self.sum_danger,
            self.always_explicit + scale * self.sum_explicit,
            begin // 2,
            end // 2,
        )

    cdef void _note_phrases(self, uint64_t* keys, int begin, int end) noexcept:
        cdef int at
        cdef uint64_t two
        self.noted = 0
        for at in range(begin, end):
            self._note(keys[at])
        for at in range(begin + 1, end - 2, 2):
            two = keys[at] | keys[at + 2] << 20
            self._note(two)
            if at + 4 < end:
                self._note(two | keys[at + 4] << 40)

    cdef inline void _note(self, uint64_t key) noexcept:
        """Most say nothing, and need no look at their slot. Those of the others are asked for
        before they are needed: else most of the time goes by in waiting."""
        cdef uint64_t place = _scattered(key)
        if self.hints[place >> 6 & HINTS] >> (place & 63) & 1:
            self.phrases[self.noted] = key
            self.noted += 1
            __builtin_prefetch(self.slots + (place & self.mask))

    cdef void _add_up(self) noexcept:
        """What the phrases say, each of them once."""
        cdef Phrase* slot
        cdef int each
        self.few += 1
        self.sum_danger = self.sum_explicit = self.known = 0
        for each in range(self.noted):
            slot = self._slot(self.phrases[each])
            if slot.key and slot.seen != self.few:
                slot.seen = self.few
                self.known += 1
                self.sum_danger += slot.danger
                self.sum_explicit += slot.explicit

    cdef inline Phrase* _slot(self, uint64_t key) noexcept:
        """Of a phrase; one without a key where the phrase says nothing."""
        cdef uint64_t at = _scattered(key) & self.mask
        while self.slots[at].key and self.slots[at].key != key:
            at = (at + 1) & self.mask
        return self.slots + at


def _heavier(one, other):
    return other if one is None or other.danger > one.danger else one
