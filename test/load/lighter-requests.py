"""Lets MiniStack 1.5.33 parse a condition or a policy once, and keep no trail.

It parses the condition of a query anew for each item of the partition, a thousand
times for the sweep's, and a role's policies at each request. What comes of that
depends on the text alone: with the same text it is the same. And each request waits
until it is written down for CloudTrail, which nobody reads here; on AWS none waits.
"""

import functools
import os

from ministack.core import iam_evaluator
from ministack.services import dynamodb

os.environ["CLOUDTRAIL_RECORDING"] = "0"

_parse = iam_evaluator.parse_policy_document
_parse_text = functools.lru_cache(maxsize=500)(_parse)


def parse_policy_document(doc):
    return list(_parse_text(doc)) if isinstance(doc, str) else _parse(doc)


iam_evaluator.parse_policy_document = parse_policy_document

_tokenize = functools.lru_cache(maxsize=500)(dynamodb._tokenize)
dynamodb._tokenize = lambda expr: list(_tokenize(expr))
dynamodb._condition_syntax_error = functools.lru_cache(maxsize=500)(dynamodb._condition_syntax_error)
