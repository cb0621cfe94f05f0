"""The same as `words.tokens` and `words.spans`: plain words at once, all that is less plain by its expression."""


def tokens(str text):
    cdef int at = 0, end, length = len(text)
    cdef Py_UCS4 character
    cdef list found = []
    while at < length:
        character = text[at]
        if character == " ":
            at += 1
            continue
        end = _end_of_plain_word(text, at, length)
        if end:
            found.append(text[at:end])
            at = end
            continue
        if character in ",.?!" and (at + 1 == length or text[at + 1] == " "):
            found.append(text[at : at + 1])
            at += 1
            continue
        token = TOKEN.search(text, at)
        if token is None:
            break
        found.append(token[0])
        at = token.end()
    return found


def spans(str text, list said):
    cdef Py_ssize_t start, end = 0
    found = []
    for token in said:
        start = PyUnicode_Find(text, token, end, PY_SSIZE_T_MAX, 1)
        end = start + PyUnicode_GET_LENGTH(token)
        found.append((start, end))
    return found


cdef int _end_of_plain_word(str text, int at, int length):
    """Where a word ends that is plainly one: letters, perhaps an apostrophe, and then something
    that no token goes on with. Else 0."""
    cdef int end = _end_of_letters(text, at, length)
    cdef bint is_short = end == at + 1
    if end == at:
        return 0
    if end + 1 < length and text[end] == "'" and _is_letter(text[end + 1]):
        end, is_short = _end_of_letters(text, end + 1, length), False
    if end < length and not _ends_word(text[end]):
        return 0
    if is_short and _may_be_spaced(text, end, length):
        return 0
    return end


cdef inline int _end_of_letters(str text, int at, int length):
    while at < length and _is_letter(text[at]):
        at += 1
    return at


cdef inline bint _is_letter(Py_UCS4 character) noexcept:
    return "a" <= character <= "z"


cdef inline bint _ends_word(Py_UCS4 character) noexcept:
    return character in " ,.?;:\n()/\""


cdef inline bint _may_be_spaced(str text, int end, int length):
    """Whether a single letter may be the first of a word like `d i e`."""
    if end + 2 >= length or text[end] in ",?;:\n()/\"":
        return False
    return not (_is_letter(text[end + 1]) and _is_letter(text[end + 2]))
