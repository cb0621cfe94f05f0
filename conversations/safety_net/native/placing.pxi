"""The places of one message; see `following.paused` and `following.whereabouts`."""


cdef class Placed:
    """Sentences lie PAUSE places apart, and commas have no place."""

    cdef Py_UCS4* codes
    """At each place."""
    cdef int32_t* where
    """Which of the message's codes stands there."""
    cdef int32_t* commas
    """The places before which a comma stands."""
    cdef int count, comma_count, room

    def __dealloc__(self):
        self._free()

    cdef void _free(self) noexcept:
        PyMem_Free(self.codes)
        PyMem_Free(self.where)
        PyMem_Free(self.commas)
        self.codes, self.where, self.commas, self.room = NULL, NULL, NULL, 0

    cdef int take(self, str codes) except -1:
        """A message takes the place of the one before."""
        cdef int at = 0, end, length = len(codes), pause
        self._make_room(length * _PAUSE + 1)
        self.count = self.comma_count = 0
        while at < length:
            end = _end_of_stops(codes, at, length)
            if end:
                for pause in range(_PAUSE):
                    self._add(_STOP, at)
                at = end
                continue
            if codes[at] == _COMMA:
                self.commas[self.comma_count] = self.count
                self.comma_count += 1
            else:
                self._add(codes[at], at)
            at += 1
        return 0

    cdef inline void _add(self, Py_UCS4 code, int at) noexcept:
        self.codes[self.count], self.where[self.count] = code, at
        self.count += 1

    cdef int _make_room(self, int room) except -1:
        if room > self.room:
            self._free()
            self.codes = <Py_UCS4*> _taken(room * sizeof(Py_UCS4))
            self.where = <int32_t*> _taken(room * sizeof(int32_t))
            self.commas = <int32_t*> _taken(room * sizeof(int32_t))
            self.room = room
        return 0


cdef int _end_of_stops(str codes, int at, int length):
    """Where stops, and commas around them, end; 0 where no stop is among them."""
    cdef bint is_stop = False
    while at < length and (codes[at] == _STOP or codes[at] == _COMMA):
        is_stop |= codes[at] == _STOP
        at += 1
    return at if is_stop else 0
