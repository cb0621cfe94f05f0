"""The same as `reading`: a message is read once, character by character, and what its tokens come
to is looked up in one table."""


cdef class Read:
    """Made by a `Reader`."""

    cdef readonly str codes
    cdef readonly array.array words
    cdef array.array codes_read
    cdef str as_text
    cdef Py_UCS4* plain
    cdef int length, count
    cdef int32_t* starts
    """Of each token, in the text."""
    cdef int32_t* ends
    cdef int32_t* code_ends
    """To how many codes the tokens up to each came."""
    cdef int32_t* word_ends

    def __cinit__(self, str text):
        cdef int room = len(text) + 1
        self.length = len(text)
        self.plain = <Py_UCS4*> _taken(room * sizeof(Py_UCS4))
        self.starts = <int32_t*> _taken(4 * room * sizeof(int32_t))
        self.ends, self.code_ends = self.starts + room, self.starts + 2 * room
        self.word_ends = self.starts + 3 * room
        self.codes_read, self.words = array.array("i"), array.array("i", BOUND)
        _fold(text, self.plain)

    def __dealloc__(self):
        PyMem_Free(self.plain)
        PyMem_Free(self.starts)

    def of_codes(self, int start, int end):
        return self._of(self.code_ends, start, end)

    def of_words(self, int start, int end):
        return self._of(self.word_ends, max(0, 2 * start - _BEFORE), 2 * end - _BEFORE)

    def nearby(self, int start, int end, int most):
        cdef int begin = _first_above(self.starts, self.count, start - 1)
        cdef int stop = _first_above(self.starts, self.count, end - 1)
        cdef int first = max(0, begin - most), last = min(self.count, stop + most)
        while begin > first and not self._is_stop(begin - 1):
            begin -= 1
        while stop < last and not self._is_stop(stop):
            stop += 1
        words = self.words[self._words_before(begin) : self._words_before(stop)]
        return Nearby(bounded([words]), self.starts[begin], self.ends[stop - 1])

    cdef _of(self, int32_t* ends, int start, int end):
        cdef int first = _first_above(ends, self.count, start)
        cdef int last = min(_first_above(ends, self.count, end - 1), self.count - 1)
        return self.starts[first], self.ends[last]

    cdef int _words_before(self, int token):
        return _BEFORE + (self.word_ends[token - 1] if token else 0)

    cdef bint _is_stop(self, int token):
        return self.plain[self.starts[token]] in ".!?;\n"

    cdef str _text(self):
        if self.as_text is None:
            self.as_text = _str(self.plain, self.length)
        return self.as_text

    cdef str _token(self, int number):
        cdef int start = self.starts[number]
        return _str(self.plain + start, self.ends[number] - start)


cdef class Reader:
    """Made of `words.Words`, and of what the numbers of a token's words are."""

    cdef object words, numbers
    cdef Remembered remembered

    def __cinit__(self, words, numbers):
        self.words, self.numbers, self.remembered = words, numbers, Remembered()

    def read(self, str text):
        cdef Read read = Read(text)
        cdef bint is_open = False  # whether the token before may be half a word
        cdef int at = 0, end
        while at < read.length:
            if _is_between(read.plain[at]):
                at += 1
                continue
            end = _end_of_plain(read.plain, at, read.length)
            if not end:
                found = TOKEN.search(read._text(), at)
                if found is None:
                    break
                at, end = found.span()
            is_open = self._take(read, at, end, is_open)
            at = end
        read.codes = _str(<Py_UCS4*> read.codes_read.data.as_ints, len(read.codes_read))
        if read.words.data.as_ints[len(read.words) - 1] != weighing.STOP:
            array.extend(read.words, array.array("i", BOUND))
        return read

    cdef bint _take(self, Read read, int start, int end, bint is_open) except -1:
        """What a token comes to; and whether it may be the first half of a word."""
        cdef int codes = len(read.codes_read), number = read.count
        read.starts[number], read.ends[number] = start, end
        read.count += 1
        if not self.remembered.add_to(
            read.codes_read, read.words, read.plain + start, end - start
        ):
            self._make_out(read, number)
        cdef bint is_other = (
            len(read.codes_read) == codes + 1 and read.codes_read.data.as_ints[codes] == _OTHER
        )
        if is_other and is_open:
            whole = self.words.of_both(read._token(number - 1), read._token(number))
            if whole is not None:
                is_other = False
                array.resize_smart(read.codes_read, codes - 1)
                array.extend(read.codes_read, _codes(whole))
                read.code_ends[number - 1] = len(read.codes_read)
        read.code_ends[number] = len(read.codes_read)
        read.word_ends[number] = len(read.words) - _BEFORE
        return is_other

    cdef int _make_out(self, Read read, int number) except -1:
        """What it comes to when it is met first."""
        token = read._token(number)
        codes, words = _codes(self.words.of(token)), array.array("i", self.numbers(token))
        array.extend(read.codes_read, codes)
        array.extend(read.words, words)
        self.remembered.note(token, codes, words)
        return 0


cdef int _first_above(int32_t* numbers, int count, int least) noexcept:
    """Which of the numbers, that never fall, is the first above this; their count where none is."""
    cdef int low = 0, high = count, middle
    while low < high:
        middle = (low + high) // 2
        if numbers[middle] > least:
            high = middle
        else:
            low = middle + 1
    return low


cdef array.array _codes(str codes):
    return array.array("i", map(ord, codes))


cdef str _str(Py_UCS4* characters, Py_ssize_t length):
    return PyUnicode_FromKindAndData(PyUnicode_4BYTE_KIND, characters, length)


cdef int _fold(str text, Py_UCS4* plain) except -1:
    """See `folding.folded`."""
    cdef int at
    for at in range(len(text)):
        plain[at] = _folded(text[at])
    return 0


cdef inline Py_UCS4 _folded(Py_UCS4 character) except? 0:
    if "A" <= character <= "Z":
        return <Py_UCS4> (<int> character | 32)
    if character == "`":
        return "'"
    if character == "\r":
        return "\n"
    return character if character < 128 else ord(FOLDS[<int> character])


cdef int _end_of_plain(Py_UCS4* text, int at, int length) noexcept:
    """Where a word ends that is plainly one, or a single mark; else 0."""
    cdef Py_UCS4 character = text[at]
    if _is_letter(character):
        return _end_of_plain_word(text, at, length)
    if character in ",.?!" and (at + 1 == length or text[at + 1] == " "):
        return at + 1
    return 0


cdef int _end_of_plain_word(Py_UCS4* text, int at, int length) noexcept:
    """Letters, perhaps an apostrophe, and then something that no token goes on with."""
    cdef int end = _end_of_letters(text, at, length)
    cdef bint is_short = end == at + 1
    if end + 1 < length and text[end] == "'" and _is_letter(text[end + 1]):
        end, is_short = _end_of_letters(text, end + 1, length), False
    if end < length and not _ends_word(text[end]):
        return 0
    if is_short and _may_be_spaced(text, end, length):
        return 0
    return end


cdef inline int _end_of_letters(Py_UCS4* text, int at, int length) noexcept:
    while at < length and _is_letter(text[at]):
        at += 1
    return at


cdef inline bint _is_letter(Py_UCS4 character) noexcept:
    return "a" <= character <= "z" or "0" <= character <= "9"


cdef inline bint _is_between(Py_UCS4 character) noexcept:
    """What begins no token."""
    return character in " \t()/:\"'&*+-=@"


cdef inline bint _ends_word(Py_UCS4 character) noexcept:
    return character in " ,.?;:\n()/\""


cdef inline bint _may_be_spaced(Py_UCS4* text, int end, int length) noexcept:
    """Whether a single letter may be the first of a word like `d i e`."""
    if end + 2 >= length or text[end] in ",?;:\n()/\"":
        return False
    return not (_is_letter(text[end + 1]) and _is_letter(text[end + 2]))
