from framing.split.tokens import norm_of, tokenize
