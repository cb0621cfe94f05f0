"""Which phrases of the rules a message has, and which lines have all that they need."""


cdef class Found:
    """What appears in one message; the next takes its place."""

    cdef Tree tree
    cdef Numbers meets, needed, wakes
    """Of each phrase: the needs of whole lines that it meets. Of each line: all that it needs. Of
    each phrase: the lines of which it meets the rarest need."""
    cdef Bits* appears
    """The phrases that appear, as bits."""
    cdef int32_t* phrases
    """The same, one after the other."""
    cdef Places** places_of
    """Of each phrase that appears: where it begins."""
    cdef Bits** blocks_of
    """… and in which blocks."""
    cdef Bits* near
    """Of each need, so many words as `blocks`: the blocks close to which it is met."""
    cdef char* is_woken
    cdef int groups, needs, lines, count, blocks, room
    cdef Memory memory

    def __cinit__(self, program, Memory memory):
        needs = {}
        for line in program.lines:
            for need in line.piece.needs:
                needs.setdefault(need, len(needs))
        meets, wakes = [[] for _ in program.phrases], [[] for _ in program.phrases]
        for need, number in needs.items():
            _let_others_work()
            for phrase in program.needs[need]:
                meets[phrase].append(number)
        for number, line in enumerate(program.lines):
            for phrase in program.needs[line.rarest]:
                wakes[phrase].append(number)
        self.needed = Numbers([[needs[each] for each in line.piece.needs] for line in program.lines])
        self.tree, self.meets, self.wakes = Tree(program.phrases), Numbers(meets), Numbers(wakes)
        self.needs, self.lines, self.groups = len(needs), len(program.lines), len(meets) // 64 + 1
        self.appears = <Bits*> _zeros(self.groups, sizeof(Bits))
        self.phrases = <int32_t*> _zeros(len(meets), sizeof(int32_t))
        self.places_of = <Places**> _zeros(len(meets), sizeof(void*))
        self.blocks_of = <Bits**> _zeros(len(meets), sizeof(void*))
        self.is_woken = <char*> _zeros(self.lines, sizeof(char))
        self.memory = memory

    def __dealloc__(self):
        PyMem_Free(self.appears)
        PyMem_Free(self.phrases)
        PyMem_Free(self.places_of)
        PyMem_Free(self.near)
        PyMem_Free(self.blocks_of)
        PyMem_Free(self.is_woken)

    cdef int look(self, Placed placed) except -1:
        self.blocks = (placed.count >> _BLOCK) // 64 + 1
        self._make_room(self.needs * self.blocks)
        memset(self.appears, 0, self.groups * sizeof(Bits))
        memset(self.is_woken, 0, self.lines * sizeof(char))
        self._find(placed)
        self._wake()
        return 0

    cdef int _make_room(self, int words) except -1:
        if words > self.room:
            PyMem_Free(self.near)
            self.near, self.room = NULL, 0
            self.near = <Bits*> _taken(words * sizeof(Bits))
            self.room = words
        memset(self.near, 0, words * sizeof(Bits))
        return 0

    cdef void _find(self, Placed placed) noexcept:
        """Notes every phrase, and where it begins."""
        cdef int start, end, node, phrase
        self.count = 0
        for start in range(placed.count):
            if placed.codes[start] == _STOP:
                continue
            node, end = self.tree.begin(placed.codes[start]), start
            while node:
                phrase = self.tree.signs[node]
                if phrase >= 0:
                    self._note(phrase, start)
                end += 1
                node = self.tree.after(node, placed.codes[end]) if end < placed.count else 0

    cdef inline void _note(self, int phrase, int start) noexcept:
        cdef int word = start >> 6
        cdef Places* places
        if self.appears[phrase >> 6] >> (phrase & 63) & 1:
            places = self.places_of[phrase]
        else:
            self.appears[phrase >> 6] |= <Bits> 1 << (phrase & 63)
            self.phrases[self.count] = phrase
            self.count += 1
            places = self.places_of[phrase] = self.memory.places(word, self.memory.words)
        places.high = word + 1
        places.bits[word - places.low] |= <Bits> 1 << (start & 63)

    cdef void _wake(self) noexcept:
        """The lines that have all that they need close by."""
        cdef int each, line, phrase
        for each in range(self.count):
            self._meet(self.phrases[each])
        for each in range(self.count):
            phrase = self.phrases[each]
            for line in range(self.wakes.begin[phrase], self.wakes.begin[phrase + 1]):
                self._wake_line(self.wakes.of[line], self.blocks_of[phrase])

    cdef void _meet(self, int phrase) noexcept:
        """Notes the blocks of a phrase, and those that are close by."""
        cdef Bits* blocks = self.memory.some(self.blocks)
        cdef Bits* near = self.memory.some(self.blocks)
        cdef int each, word
        self.blocks_of[phrase] = blocks
        self._note_blocks(self.places_of[phrase], blocks, near)
        for each in range(self.meets.begin[phrase], self.meets.begin[phrase + 1]):
            for word in range(self.blocks):
                self.near[self.meets.of[each] * self.blocks + word] |= near[word]

    cdef void _note_blocks(self, Places* places, Bits* blocks, Bits* near) noexcept:
        cdef int word, block, other, last = 64 * self.blocks - 1
        cdef Bits left
        for word in range(places.low, places.high):
            left = places.bits[word - places.low]
            while left:
                block = (word << 6 | __builtin_ctzll(left)) >> _BLOCK
                left &= ~(_ONE_BLOCK << ((block << _BLOCK) & 63))
                blocks[block >> 6] |= <Bits> 1 << (block & 63)
                for other in range(max(block - _CLOSE, 0), min(block + _CLOSE, last) + 1):
                    near[other >> 6] |= <Bits> 1 << (other & 63)

    cdef inline void _wake_line(self, int line, Bits* blocks) noexcept:
        """If all that it needs is close by in one of the blocks."""
        cdef int word, each
        cdef Bits left
        if self.is_woken[line]:
            return
        for word in range(self.blocks):
            left = blocks[word]
            for each in range(self.needed.begin[line], self.needed.begin[line + 1]):
                if not left:
                    break
                left &= self.near[self.needed.of[each] * self.blocks + word]
            if left:
                self.is_woken[line] = True
                return
