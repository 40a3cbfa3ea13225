"""Lets MiniStack 1.5.33 find a secret by its ARN in constant time.

It looks through all secrets up to four times for each request that names one by its
ARN: among 2,000 secrets that was four tenths of its time. What is found is the same.
"""

from ministack.services import secretsmanager, tagging

_names = {}
_resolve = secretsmanager._resolve
_resource_tags = tagging.resource_tags


def _found(arn):
    """The secret that is kept under the name that the ARN had before, if it has it still."""
    name = _names.get(arn)
    secret = None if name is None else secretsmanager._secrets.get(name)
    return (name, secret) if secret is not None and secret["ARN"] == arn else None


def resolve(secret_id, *, use_arn_scope=False):
    if use_arn_scope or not secret_id or not secret_id.startswith("arn:"):
        return _resolve(secret_id, use_arn_scope=use_arn_scope)
    found = _found(secret_id)
    if found is None:
        found = _resolve(secret_id)
        if found[1] is not None:
            _names[found[1]["ARN"]] = found[0]
    return found


def resource_tags(arn):
    found = _found(arn)
    if found is None:
        return _resource_tags(arn)
    return {tag["Key"]: tag["Value"] for tag in found[1].get("Tags") or []}


secretsmanager._resolve = resolve
tagging.resource_tags = resource_tags
