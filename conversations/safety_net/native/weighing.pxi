"""The same as `weighing.Weigher`."""


cdef class Weigher:
    """Made of `weighing.Weights`."""

    cdef uint64_t* keys
    cdef int32_t* rows
    cdef uint64_t mask
    cdef float* danger
    cdef float* explicit
    cdef int32_t* seen
    """In the how manieth few sentences a phrase was met last."""
    cdef int32_t few, known
    cdef double always_danger, always_explicit, sum_danger, sum_explicit

    def __cinit__(self, weights):
        cdef size_t count = len(weights.rows)
        cdef int row
        self.mask = (1 << (2 * count).bit_length()) - 1
        self.keys = <uint64_t*> _zeros(self.mask, sizeof(uint64_t))
        self.rows = <int32_t*> _zeros(self.mask, sizeof(int32_t))
        self.danger = <float*> _zeros(count, sizeof(float))
        self.explicit = <float*> _zeros(count, sizeof(float))
        self.seen = <int32_t*> _zeros(count, sizeof(int32_t))
        for key, row in weights.rows.items():
            _let_others_work()
            self._add(key, row)
            self.danger[row], self.explicit[row] = weights.danger[row], weights.explicit[row]
        self.always_danger, self.always_explicit = weights.always

    def __dealloc__(self):
        PyMem_Free(self.keys)
        PyMem_Free(self.rows)
        PyMem_Free(self.danger)
        PyMem_Free(self.explicit)
        PyMem_Free(self.seen)

    cdef void _add(self, uint64_t key, int row) noexcept:
        cdef uint64_t at = _scattered(key) & self.mask
        while self.keys[at]:
            at = (at + 1) & self.mask
        self.keys[at], self.rows[at] = key, row

    def row(self, phrase):
        return self._row(phrase)

    def weigh(self, list words):
        cdef int count = len(words), at, begin = 0, last = 0
        cdef uint64_t* keys = <uint64_t*> _taken((count + 1) * sizeof(uint64_t))
        best = None
        try:
            for at in range(count):
                keys[at] = <uint64_t> words[at] + 1
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
        cdef int at
        cdef uint64_t phrase
        if end - begin < 2 * FEWEST_WORDS:
            return Weighed(0, 0, begin // 2, end // 2)
        self.few += 1
        self.sum_danger = self.sum_explicit = self.known = 0
        for at in range(begin, end):
            self._add_phrase(keys[at])
        for at in range(begin + 1, end - 2, 2):
            phrase = keys[at] | keys[at + 2] << 20
            self._add_phrase(phrase)
            if at + 4 < end:
                self._add_phrase(phrase | keys[at + 4] << 40)
        scale = 1 / sqrt(self.known or 1)
        return Weighed(
            self.always_danger + scale * self.sum_danger,
            self.always_explicit + scale * self.sum_explicit,
            begin // 2,
            end // 2,
        )

    cdef inline void _add_phrase(self, uint64_t key) noexcept:
        """If it says anything, and was not met in these few sentences."""
        cdef int row = self._row(key)
        if row >= 0 and self.seen[row] != self.few:
            self.seen[row] = self.few
            self.known += 1
            self.sum_danger += self.danger[row]
            self.sum_explicit += self.explicit[row]

    cdef inline int _row(self, uint64_t key) noexcept:
        """-1 where the phrase says nothing."""
        cdef uint64_t at = _scattered(key) & self.mask
        while self.keys[at]:
            if self.keys[at] == key:
                return self.rows[at]
            at = (at + 1) & self.mask
        return -1


def _heavier(one, other):
    return other if one is None or other.danger > one.danger else one
