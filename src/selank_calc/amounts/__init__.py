"""Amounts: text or a Quantity in, one exact number in a canonical unit out, and text back."""
