"""Positions: who asks for, supports, doubts or observes what, and about which part of the answered paper."""
