"""The same as `separating.separate`."""


def separate(messages, is_one, slacks, int rounds):
    cdef Numbers numbers = Numbers(messages)
    cdef int count = len(messages), most = -1, at, each
    cdef double* weights
    cdef double* given = <double*> _zeros(count, sizeof(double))
    cdef double* shares = <double*> _zeros(count, sizeof(double))
    cdef int32_t* signs = <int32_t*> _zeros(count, sizeof(int32_t))
    for each in range(numbers.begin[count]):
        most = max(most, numbers.of[each])
    weights = <double*> _zeros(most + 2, sizeof(double))
    try:
        for at in range(count):
            signs[at], given[at] = 1 if is_one[at] else -1, slacks[at]
        for _ in range(rounds):
            for at in range(count):
                _share(numbers, at, signs[at], given[at], shares + at, weights, weights + most + 1)
        return [weights[each] for each in range(most + 2)]
    finally:
        PyMem_Free(weights)
        PyMem_Free(given)
        PyMem_Free(shares)
        PyMem_Free(signs)


cdef void _share(
    Numbers messages, int at, int sign, double slack, double* held, double* weights, double* always
) noexcept:
    """Judges one message anew, and moves the weights of what stands in it."""
    cdef int begin = messages.begin[at], end = messages.begin[at + 1], each
    cdef double scale = 1 / sqrt(max(end - begin, 1)), total = 0, margin, share, step
    for each in range(begin, end):
        total += weights[messages.of[each]]
    margin = sign * (always[0] + scale * total)
    share = max(0.0, held[0] - (margin - 1 + slack * held[0]) / (2 + slack))
    step = (share - held[0]) * sign
    held[0] = share
    always[0] += step
    for each in range(begin, end):
        weights[messages.of[each]] += step * scale
