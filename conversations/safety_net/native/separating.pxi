"""The same as `separating.separate`."""


def separate(messages, is_one, slacks, eases, int rounds):
    cdef Numbers numbers = Numbers(messages)
    cdef int count = len(messages), last = len(eases) - 1, at
    cdef double* weights = <double*> _zeros(last, sizeof(double))
    cdef double* given = <double*> _zeros(count, sizeof(double))
    cdef double* shares = <double*> _zeros(count, sizeof(double))
    cdef double* moved = <double*> _zeros(last, sizeof(double))
    cdef int32_t* signs = <int32_t*> _zeros(count, sizeof(int32_t))
    try:
        for at in range(count):
            signs[at], given[at] = 1 if is_one[at] else -1, slacks[at]
        for at in range(last + 1):
            moved[at] = eases[at]
        for _ in range(rounds):
            for at in range(count):
                _share(numbers, at, signs[at], given[at], moved, shares + at, weights, last)
        return [weights[at] for at in range(last + 1)]
    finally:
        PyMem_Free(weights)
        PyMem_Free(given)
        PyMem_Free(shares)
        PyMem_Free(moved)
        PyMem_Free(signs)


cdef void _share(
    Numbers messages,
    int at,
    int sign,
    double slack,
    double* eases,
    double* held,
    double* weights,
    int always,
) noexcept:
    """Judges one message anew, and moves the weights of what stands in it."""
    cdef int begin = messages.begin[at], end = messages.begin[at + 1], each
    cdef double scale = 1 / sqrt(max(end - begin, 1)), total = 0, ease = 0, margin, moves, share, step
    for each in range(begin, end):
        total += weights[messages.of[each]]
        ease += eases[messages.of[each]]
    margin = sign * (weights[always] + scale * total)
    moves = eases[always] + scale * scale * ease + slack
    share = max(0.0, held[0] - (margin - 1 + slack * held[0]) / moves)
    step = (share - held[0]) * sign
    held[0] = share
    weights[always] += step * eases[always]
    for each in range(begin, end):
        weights[messages.of[each]] += step * scale * eases[messages.of[each]]
