"""Everything registered, listed from where it is declared; dictionaries, tables and labels are made from it."""
