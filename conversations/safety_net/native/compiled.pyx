# cython: language_level=3, boundscheck=False, wraparound=False, cdivision=True
"""The same as `following.Follower`, to be compiled: a set of places is a few machine words.

All sets of one message lie in one memory, which the next message uses again; what was worked out
for an earlier message is told by its turn. A set is never changed once it was handed on, and NULL
is the set of no place.
"""

from cpython cimport array
from cpython.mem cimport PyMem_Free, PyMem_Malloc
from libc.math cimport sqrt
from libc.stdint cimport int16_t, int32_t, uint64_t
from libc.string cimport memcmp, memcpy, memset

import array

from conversations.safety_net import weighing
from conversations.safety_net.folding import FOLDS
from conversations.safety_net.following import AROUND, BLOCK, CLOSE, JUST_BEFORE, Hit
from conversations.safety_net.patterns import (
    NEAR,
    PAUSE,
    Edge,
    Gap,
    InOrder,
    Leaf,
    Maybe,
    NotFollowed,
    NotLedUpTo,
    OneOf,
    Together,
)
from conversations.safety_net.reading import Nearby, bounded
from conversations.safety_net.weighing import BOUND, Weighed
from conversations.safety_net.words import COMMA, KEPT, LONGEST_KEPT, OTHER, STOP, TOKEN

cdef extern from *:
    int __builtin_ctzll(unsigned long long bits) noexcept
    int __builtin_clzll(unsigned long long bits) noexcept
    void __builtin_prefetch(const void* place) noexcept
    int PyUnicode_4BYTE_KIND
    str PyUnicode_FromKindAndData(int kind, const void* buffer, Py_ssize_t size)

ctypedef uint64_t Bits

cdef struct Places:
    # Words `low` up to `high` of 64 places each; nothing is in the others.
    int32_t low, high
    Bits bits[1]

cdef enum Kind:
    LEAF, IN_ORDER, ONE_OF, MAYBE, GAP, EDGE, NOT_FOLLOWED, NOT_LED_UP_TO, TOGETHER

cdef enum:
    FIRST_ROOM = 1 << 16  # words
    ROOMS = 24
    HINTS = (1 << 15) - 1  # words of 64 bits

cdef int _BLOCK = BLOCK, _CLOSE = CLOSE, _NEAR = NEAR, _PAUSE = PAUSE, _AROUND = AROUND, _JUST_BEFORE = JUST_BEFORE
cdef int TOGETHER_WORDS = weighing.TOGETHER, FEWEST_WORDS = weighing.FEWEST
cdef Bits _ONE_BLOCK = (1 << (1 << BLOCK)) - 1
cdef uint64_t STOP_WORD = weighing.STOP + 1
cdef int _BEFORE = len(BOUND)
cdef Py_UCS4 _COMMA = ord(COMMA), _STOP = ord(STOP), _OTHER = ord(OTHER)


include "tables.pxi"
include "sets.pxi"
include "placing.pxi"
include "found.pxi"
include "pieces.pxi"
include "following.pxi"
include "weighing.pxi"
include "remembered.pxi"
include "reading.pxi"
include "separating.pxi"
