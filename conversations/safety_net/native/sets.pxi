"""Sets of places, as whole words of 64; all sets of one message lie in one memory."""

cdef class Memory:
    """Room for the sets of one message, which has so many `words` of 64 places."""

    cdef Bits* rooms[ROOMS]
    cdef int room, words
    cdef size_t used
    cdef bint is_full
    """Whether there was not enough; what was found is wrong then."""

    def __cinit__(self):
        memset(self.rooms, 0, sizeof(self.rooms))
        self.rooms[0] = <Bits*> _taken(FIRST_ROOM * sizeof(Bits))

    def __dealloc__(self):
        for room in range(ROOMS):
            PyMem_Free(self.rooms[room])

    cdef int begin(self, int words) except -1:
        """With another message. Each set of it fits into any room."""
        if words > FIRST_ROOM // 4:
            raise MemoryError("This is too long to be a message.")
        self.words, self.room, self.used, self.is_full = words, 0, 0, False
        return 0

    cdef Bits* some(self, int words) noexcept:
        """So many words, all empty; at most FIRST_ROOM."""
        cdef Bits* found
        if self.used + words > <size_t> FIRST_ROOM << self.room:
            self.take_more()
        found = self.rooms[self.room] + self.used
        self.used += words
        memset(found, 0, words * sizeof(Bits))
        return found

    cdef void take_more(self) noexcept:
        cdef int next = self.room + 1
        self.used = 0
        if next < ROOMS and self.rooms[next] == NULL:
            self.rooms[next] = <Bits*> PyMem_Malloc((<size_t> FIRST_ROOM << next) * sizeof(Bits))
        if next == ROOMS or self.rooms[next] == NULL:
            self.is_full = True
        else:
            self.room = next

    cdef inline Places* places(self, int low, int high) noexcept:
        """Empty, with room for these words."""
        cdef Places* made
        low, high = max(low, 0), min(high, self.words)
        made = <Places*> self.some(high - low + 1)
        made.low, made.high = low, high
        return made

    cdef Places* both(self, Places* one, Places* other) noexcept:
        cdef Places* made
        cdef int low, high, word
        if one == NULL or other == NULL:
            return NULL
        low, high = max(one.low, other.low), min(one.high, other.high)
        while low < high and not one.bits[low - one.low] & other.bits[low - other.low]:
            low += 1
        if low >= high:
            return NULL
        while not one.bits[high - 1 - one.low] & other.bits[high - 1 - other.low]:
            high -= 1
        made = self.places(low, high)
        for word in range(low, high):
            made.bits[word - low] = one.bits[word - one.low] & other.bits[word - other.low]
        return made

    cdef Places* either(self, Places* one, Places* other) noexcept:
        cdef Places* made
        cdef int word
        if one == NULL:
            return other
        if other == NULL or other == one:
            return one
        made = self.places(min(one.low, other.low), max(one.high, other.high))
        for word in range(one.low, one.high):
            made.bits[word - made.low] = one.bits[word - one.low]
        for word in range(other.low, other.high):
            made.bits[word - made.low] |= other.bits[word - other.low]
        return made

    cdef Places* without(self, Places* places, Places* others) noexcept:
        cdef Places* made
        cdef int word
        cdef Bits left = 0
        if places == NULL or others == NULL:
            return places
        made = self.places(places.low, places.high)
        for word in range(places.low, places.high):
            made.bits[word - places.low] = places.bits[word - places.low]
        for word in range(max(places.low, others.low), min(places.high, others.high)):
            made.bits[word - places.low] &= ~others.bits[word - others.low]
        for word in range(made.high - made.low):
            left |= made.bits[word]
        return made if left else NULL

    cdef Places* onward(self, Places* places, int most) noexcept:
        """The places, and those up to so many words further on, fewer than 64."""
        cdef Places* made
        cdef int reach = 0, step, word
        if places == NULL or most == 0:
            return places
        made = self.places(places.low, places.high + 1)
        for word in range(places.high - places.low):
            made.bits[word] = places.bits[word]
        while reach < most:
            step = min(reach + 1, most - reach)
            for word in range(made.high - made.low - 1, 0, -1):
                made.bits[word] |= made.bits[word] << step | made.bits[word - 1] >> (64 - step)
            made.bits[0] |= made.bits[0] << step
            reach += step
        return made

    cdef Places* backward(self, Places* places, int most) noexcept:
        """The places, and those up to so many words before, fewer than 64."""
        cdef Places* made
        cdef int reach = 0, step, word, last
        if places == NULL or most == 0:
            return places
        made = self.places(places.low - 1, places.high)
        last = made.high - made.low - 1
        for word in range(places.low, places.high):
            made.bits[word - made.low] = places.bits[word - places.low]
        while reach < most:
            step = min(reach + 1, most - reach)
            for word in range(last):
                made.bits[word] |= made.bits[word] >> step | made.bits[word + 1] << (64 - step)
            made.bits[last] |= made.bits[last] >> step
            reach += step
        return made

    cdef Places* one(self, int place) noexcept:
        cdef Places* made = self.places(place >> 6, (place >> 6) + 1)
        made.bits[0] = <Bits> 1 << (place & 63)
        return made


cdef inline void _add(Places* places, int place) noexcept:
    places.bits[place >> 6] |= <Bits> 1 << (place & 63)


cdef int _first(Places* places) noexcept:
    """The earliest of some places, which are not none."""
    cdef int word = 0
    while not places.bits[word]:
        word += 1
    return (places.low + word) << 6 | __builtin_ctzll(places.bits[word])


cdef int _last(Places* places) noexcept:
    """The latest of some places, which are not none."""
    cdef int word = places.high - places.low - 1
    while not places.bits[word]:
        word -= 1
    return (places.low + word) << 6 | (63 - __builtin_clzll(places.bits[word]))
