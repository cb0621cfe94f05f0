"""The same as `following.Follower`."""


cdef class Follower:
    """Made of a `following.Program`."""

    cdef int lines
    cdef int32_t* rules
    cdef int32_t* pieces_of
    cdef int32_t* guards
    cdef int32_t* is_before
    cdef Numbers unless, both
    cdef Memory memory
    cdef Placed placed
    cdef Found found
    cdef Pieces pieces

    def __cinit__(self, program):
        listed, numbers = [], {}
        for each in (*program.lines, *program.guards):
            _number(each.piece, listed, numbers)
        self.memory, self.placed, self.lines = Memory(), Placed(), len(program.lines)
        self.found = Found(program, self.memory)
        self.pieces = Pieces(listed, numbers, program, self.placed, self.found, self.memory)
        self.rules = _array([each.rule for each in program.lines])
        self.pieces_of = _array([numbers[id(each.piece)] for each in program.lines])
        self.unless = Numbers([each.unless for each in program.lines])
        self.both = Numbers([(*each.unless, *each.softer) for each in program.lines])
        self.guards = _array([numbers[id(each.piece)] for each in program.guards])
        self.is_before = _array([each.is_before for each in program.guards])

    def __dealloc__(self):
        PyMem_Free(self.rules)
        PyMem_Free(self.pieces_of)
        PyMem_Free(self.guards)
        PyMem_Free(self.is_before)

    def hits(self, codes):
        cdef int line
        self.placed.take(codes)
        self.memory.begin(self.placed.count // 64 + 1)
        self.pieces.begin()
        self.found.look(self.placed)
        hits = {}
        for line in range(self.lines):
            if self.found.is_woken[line]:
                rule = self.rules[line]
                held = hits.get(rule)
                if held is None or held[1]:
                    hit = self._weighed(line)
                    if hit is not None and (held is None or not hit[1]):
                        hits[rule] = hit
        if self.memory.is_full:
            raise MemoryError
        # Only now: what Python does may let another thread look, with the same memory.
        return [Hit._make(hit) for hit in hits.values()]

    cdef object _weighed(self, int line):
        cdef int piece = self.pieces_of[line]
        cdef Places* ends = self.pieces.ends(piece)
        if ends == NULL:
            return None
        span = self._unguarded(piece, ends, self.both, line)
        if span is not None:
            return (self.rules[line], False, *span)
        if self.both.begin[line + 1] - self.both.begin[line] > (
            self.unless.begin[line + 1] - self.unless.begin[line]
        ):
            span = self._unguarded(piece, ends, self.unless, line)
            if span is not None:
                return (self.rules[line], True, *span)
        return None

    cdef object _unguarded(self, int piece, Places* ends, Numbers guards, int line):
        cdef Places* starts = self.pieces.back(piece, ends)
        cdef Places* guarded
        cdef Places* before
        cdef int each, guard, start, end
        for each in range(guards.begin[line], guards.begin[line + 1]):
            guard = guards.of[each]
            if self.is_before[guard]:
                starts = self._not_led_up_to(self.guards[guard], starts)
            else:
                guarded = self.pieces.starts(self.guards[guard])
                before = self.memory.backward(guarded, _AROUND)
                starts = self.memory.without(starts, before)
                starts = self.memory.without(starts, self.memory.onward(guarded, _AROUND))
                ends = self.memory.without(ends, before)
        ends = self.memory.both(ends, self.pieces.on(piece, starts))
        if ends == NULL:
            return None
        end = _first(ends)
        start = _last(self.memory.both(self.pieces.back(piece, self.memory.one(end)), starts))
        return self.placed.where[start], self.placed.where[end - 1] + 1

    cdef Places* _not_led_up_to(self, int guard, Places* starts) noexcept:
        cdef Places* led = self.pieces.ends(guard)
        cdef Places* within
        starts = self.memory.without(starts, self.memory.onward(led, _JUST_BEFORE))
        if starts == NULL or led == NULL:
            return starts
        within = self.memory.both(led, self._behind(starts))
        if within == NULL:
            return starts
        return self.memory.without(starts, self._behind(self.pieces.back(guard, within)))

    cdef Places* _behind(self, Places* places) noexcept:
        """What begins up to JUST_BEFORE words later than just after each place."""
        cdef Places* next
        cdef int word
        if places == NULL:
            return NULL
        next = self.memory.places(places.low, places.high + 1)
        for word in range(places.high - places.low):
            next.bits[word] = places.bits[word] << 1
        for word in range(1, next.high - next.low):
            next.bits[word] |= places.bits[word - 1] >> 63
        return self.memory.onward(next, _JUST_BEFORE)
