"""What words came to that were met before."""


cdef struct Known:
    # One token: its letters, codes and numbers lie one behind the other in `told`.
    uint64_t hash  # 0 where there is none
    int32_t at
    int16_t letters, codes, words


cdef class Remembered:
    """A table of tokens; see `words.Met`."""

    cdef Known* slots
    cdef array.array told
    cdef uint64_t mask
    cdef int count

    def __cinit__(self):
        self.told, self.mask = array.array("i"), (1 << 10) - 1
        self.slots = <Known*> _zeros(self.mask, sizeof(Known))

    def __dealloc__(self):
        PyMem_Free(self.slots)

    cdef bint add_to(
        self, array.array codes, array.array words, Py_UCS4* letters, int length
    ) except -1:
        """What a token comes to, if it was met before."""
        cdef Known* known = self._slot(_hash(letters, length), letters, length)
        cdef int* told = self.told.data.as_ints + known.at + known.letters
        if not known.hash:
            return False
        array.extend_buffer(codes, <char*> told, known.codes)
        array.extend_buffer(words, <char*> (told + known.codes), known.words)
        return True

    cdef int note(self, str token, array.array codes, array.array words) except -1:
        cdef Known* known
        cdef array.array letters = _codes(token)
        cdef Py_UCS4* characters = <Py_UCS4*> letters.data.as_ints
        cdef uint64_t hash = _hash(characters, len(letters))
        if self.count >= KEPT or len(letters) > LONGEST_KEPT:
            return 0
        if 2 * self.count > <int> self.mask:
            self._grow()
        known = self._slot(hash, characters, len(letters))
        if not known.hash:  # or another thread has noted it just now
            self.count += 1
            known.hash, known.at = hash, len(self.told)
            known.letters, known.codes, known.words = len(letters), len(codes), len(words)
            for each in (letters, codes, words):
                array.extend(self.told, each)
        return 0

    cdef Known* _slot(self, uint64_t hash, Py_UCS4* letters, int length) noexcept:
        """Where a token is, or is to be."""
        cdef uint64_t at = hash & self.mask
        while self.slots[at].hash and not self._is(self.slots + at, hash, letters, length):
            at = (at + 1) & self.mask
        return self.slots + at

    cdef inline bint _is(self, Known* known, uint64_t hash, Py_UCS4* letters, int length) noexcept:
        if known.hash != hash or known.letters != length:
            return False
        return not memcmp(self.told.data.as_ints + known.at, letters, length * sizeof(Py_UCS4))

    cdef int _grow(self) except -1:
        cdef Known* old = self.slots
        cdef uint64_t each, at, size = self.mask + 1
        self.slots = <Known*> _zeros(2 * size - 1, sizeof(Known))
        self.mask = 2 * size - 1
        for each in range(size):
            if old[each].hash:
                at = old[each].hash & self.mask
                while self.slots[at].hash:
                    at = (at + 1) & self.mask
                self.slots[at] = old[each]
        PyMem_Free(old)
        return 0


cdef inline uint64_t _hash(Py_UCS4* letters, int length) noexcept:
    """Never 0."""
    cdef uint64_t hash = <uint64_t> 0xCBF29CE484222325
    cdef int at
    for at in range(length):
        hash = (hash ^ <uint64_t> letters[at]) * <uint64_t> 0x100000001B3
    return _scattered(hash) | 1
