"""`hydra/sweeper=diapason`: multirun with Diapason."""

from .sweeper import DiapasonSweeper

__all__ = ["DiapasonSweeper"]
