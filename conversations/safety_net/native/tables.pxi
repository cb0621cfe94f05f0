"""Pieces, lists and steps as plain arrays, and the room for them."""

cdef class Numbers:
    """Lists of numbers, one behind the other: list n is from begin[n] up to begin[n + 1]."""

    cdef int32_t* begin
    cdef int32_t* of

    def __cinit__(self, lists):
        cdef int n = 0, at = 0
        self.begin = <int32_t*> _taken((len(lists) + 1) * sizeof(int32_t))
        self.of = <int32_t*> _taken((sum(map(len, lists)) + 1) * sizeof(int32_t))
        self.of[0] = 0
        for listed in lists:
            _let_others_work()
            self.begin[n] = at
            n += 1
            for each in listed:
                self.of[at] = each
                at += 1
        self.begin[n] = at

    def __dealloc__(self):
        PyMem_Free(self.begin)
        PyMem_Free(self.of)


cdef struct Group:
    # Some phrases of 64 neighbours.
    int32_t word
    Bits bits


cdef Group* _groups(listed) except NULL:
    cdef Group* made = <Group*> _taken((len(listed) + 1) * sizeof(Group))
    for n, (word, bits) in enumerate(listed):
        made[<int> n].word, made[<int> n].bits = word, bits
    return made


cdef class Tree:
    """All phrases, as steps from a node with the code of a word to the next node."""

    cdef uint64_t* steps
    cdef int32_t* nodes
    cdef int32_t* signs
    cdef int32_t* begins
    """From a code to the node behind it, for all phrases that begin with it."""
    cdef Py_UCS4 codes
    """All codes are below."""
    cdef uint64_t mask

    def __cinit__(self, phrases):
        steps, signs = {}, [-1]
        for phrase, number in phrases.items():
            _let_others_work()
            node = 0
            for code in phrase:
                node = steps.setdefault((node, ord(code)), len(signs))
                if node == len(signs):
                    signs.append(-1)
            signs[node] = number
        self.signs = _array(signs)
        self.codes = max([code for _, code in steps], default=0) + 1
        self.begins = <int32_t*> _zeros(self.codes, sizeof(int32_t))
        self.mask = (1 << (2 * len(steps)).bit_length()) - 1
        self.steps = <uint64_t*> _taken((self.mask + 1) * sizeof(uint64_t))
        self.nodes = <int32_t*> _taken((self.mask + 1) * sizeof(int32_t))
        memset(self.steps, 0, (self.mask + 1) * sizeof(uint64_t))
        for (node, code), after in steps.items():
            _let_others_work()
            self.add(<uint64_t> node << 32 | <uint64_t> code, after)
            if not node:
                self.begins[<int> code] = after

    def __dealloc__(self):
        PyMem_Free(self.steps)
        PyMem_Free(self.nodes)
        PyMem_Free(self.signs)
        PyMem_Free(self.begins)

    cdef inline int begin(self, Py_UCS4 code) noexcept:
        """The first node; 0 where no phrase begins like this."""
        return self.begins[<int> code] if code < self.codes else 0

    cdef void add(self, uint64_t step, int after) noexcept:
        cdef uint64_t at = _scattered(step) & self.mask
        while self.steps[at]:
            at = (at + 1) & self.mask
        self.steps[at], self.nodes[at] = step, after

    cdef inline int after(self, int node, Py_UCS4 code) noexcept:
        """The next node; 0 where no phrase goes on like this."""
        cdef uint64_t step = <uint64_t> node << 32 | <uint64_t> code
        cdef uint64_t at = _scattered(step) & self.mask
        while self.steps[at]:
            if self.steps[at] == step:
                return self.nodes[at]
            at = (at + 1) & self.mask
        return 0


def _grouped(phrases):
    groups = {}
    for phrase in phrases:
        groups[phrase >> 6] = groups.get(phrase >> 6, 0) | 1 << (phrase & 63)
    return list(groups.items())


cdef void _let_others_work() noexcept:
    """The net is made in a thread of its own, while others answer people: unlike Python, what is
    compiled gives way only where it says so."""
    with nogil:
        pass


cdef void* _taken(size_t size) except NULL:
    cdef void* taken = PyMem_Malloc(size)
    if taken == NULL:
        raise MemoryError
    return taken


cdef int32_t* _array(listed) except NULL:
    cdef int32_t* made = <int32_t*> _taken((len(listed) + 1) * sizeof(int32_t))
    for n, each in enumerate(listed):
        made[<int> n] = each
    return made


cdef void* _zeros(size_t count, size_t size) except NULL:
    cdef void* made = _taken((count + 1) * size)
    memset(made, 0, (count + 1) * size)
    return made


cdef inline uint64_t _scattered(uint64_t step) noexcept:
    step *= <uint64_t> 0x9E3779B97F4A7C15
    return step >> 32


cdef struct Piece:
    # All of one piece side by side, since it is looked at together.
    int32_t kind, most
    int32_t begin, end  # of its parts, or of the groups of a leaf's phrases
    # What was worked out, and for which turn.
    int32_t ends_turn, starts_turn, before_turn, after_turn
    Places* ends
    Places* starts
    Places* before
    Places* after
    # The phrases of a leaf that appear, and between which words of 64 places.
    int32_t known_turn, known, low, high
    int32_t* phrases


_KINDS = {
    Leaf: LEAF,
    InOrder: IN_ORDER,
    OneOf: ONE_OF,
    Maybe: MAYBE,
    Gap: GAP,
    Edge: EDGE,
    NotFollowed: NOT_FOLLOWED,
    NotLedUpTo: NOT_LED_UP_TO,
    Together: TOGETHER,
}


def _number(piece, listed, numbers):
    """Gives a number to a piece and to all its parts, once."""
    if id(piece) not in numbers:
        numbers[id(piece)] = len(listed)
        listed.append(piece)
        for part in piece.parts:
            _number(part, listed, numbers)


def _most_of(piece):
    match piece:
        case Gap():
            return piece.most
        case Edge():
            return piece.side
        case NotLedUpTo():
            return piece.within
    return 0
