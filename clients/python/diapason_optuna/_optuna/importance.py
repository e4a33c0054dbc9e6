"""How much each parameter matters."""
