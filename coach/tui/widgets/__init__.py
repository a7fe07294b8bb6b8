"""Widgets that display what they are given and post what happened."""
