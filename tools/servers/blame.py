"""What a server's errors name: from a log of pages to the one line that says what is wrong and where."""

import re

LONGEST = 300
MOST = 3  # errors that are told; a missing worker is one for each that needs it

# Records that only say that there were others.
EMPTY = re.compile(r"WFLYSRV0056|WFLYSRV0026|WFLYSRV0054|WFLYCTL0183|WFLYSRV0055.*Failed to parse configuration$", re.DOTALL)
HEAD = re.compile(r"^\S+ +(?:ERROR|FATAL) +\[[^\]]*\] \([^)]*\) ")
BASE = re.compile(r"/tmp/idsxml-server-\w+")


def blame(errors):
    """What the error records of a boot name, shortened: the same for the same fault, whatever order it was found in."""
    told = {shortened(blame_one(error)) for error in errors}
    return " || ".join(sorted(told - {""})[:MOST])


def shortened(text):
    text = BASE.sub("${jboss.server.base.dir}", re.sub(r"\s+", " ", text)).strip()
    return text if len(text) <= LONGEST else text[: LONGEST - 3] + "..."


def blame_one(error):
    text = HEAD.sub("", error)
    for pattern, told in (("OPVDX001", validation), ("WFLYCTL0362", capabilities), ("WFLYCTL0013", operation)):
        if pattern in text:
            return told(text)
    lines = [line for line in text.splitlines() if not re.match(r"\s+(at |\.\.\. \d+ more)", line)]
    causes = [number for number, line in enumerate(lines) if line.startswith("Caused by: ")]
    if not causes:
        return "" if EMPTY.search("\n".join(lines).strip()) else "\n".join(lines)
    # The first cause is the whole; those after it repeat its end, or say which class could not be found.
    whole = "\n".join(lines[causes[0] : causes[1] if len(causes) > 1 else len(lines)])
    return place(whole) + without_choice(re.sub(r"^Caused by: |\b(?:[a-z]\w*\.)+\w*Exception: |ParseError at \[row,col\]:\S+|Message: ", "", whole))


def place(text):
    row = re.search(r"\[row,col\]:\[(\d+),", text)
    return f"line {row[1]}: " if row else ""


def validation(text):
    """The sentence under the caret, and the error below it."""
    lines = [re.sub(r"^\| ?", "", line) for line in text.splitlines()]
    pointed = next((number for number, line in enumerate(lines) if "^^^^" in line), None)
    sentence = []
    if pointed is not None:
        rest = [lines[pointed].partition("^^^^")[2], *lines[pointed + 1 :]]
        sentence = rest[: next((number for number, line in enumerate(rest) if not line.strip()), len(rest))]
    below = " ".join(line[2:].strip() for line in lines if line.startswith("> "))
    message = without_choice(below.partition("Message: ")[2].strip().strip('"'))
    pointed_at = " ".join(part.strip() for part in sentence)
    if not pointed_at or "{" in message or without_choice(pointed_at) in message:
        return place(below) + message
    # The sentence says all that is in the commonest message.
    code = re.match(r"[A-Z]+\d+(?=: Unexpected attribute)", message)
    return f"{place(below)}{pointed_at} ({code[0] if code else message})"


def without_choice(text):
    """The text without what would have been right: it names too much."""
    return re.sub(r"[.;]? *(Valid (attributes|elements) are:|legal values are|There are no known|Possible registration).*", "", text)


def capabilities(text):
    """The resource, and the first of what it needs."""
    resource = re.search(r"required by resource '(.*?)' are not available", text)
    needed = re.search(r"^\s+(\S+?);", text, re.MULTILINE)
    return f"WFLYCTL0362: {resource[1] if resource else text} needs {needed[1] if needed else '?'}"


def operation(text):
    """The address in one line, and why."""
    address, _, why = re.sub(r"\n\s+at .*", "", text).partition("])")
    steps = re.findall(r'\("([^"]+)" => "?([^"\n]+?)"?\)', address)
    why = re.sub(r"^ - failure description: |^: ", "", why).strip().strip('"').replace('\\"', '"')
    why = re.sub(r"(Duplicate resource) \[.*", r"\1", why, flags=re.DOTALL)
    return f"{''.join(f'/{key}={value}' for key, value in steps)}: {why}"


NAMING = (
    r"Failed to load module (\S+)",
    r"Unexpected element: (\S+)",
    r"No enum constant \S+\.(\w+)",
    r"Subsystems \[([\w-]+)\]",
    r"Invalid value \S+ for (\S+)",
    r"Missing required \w+\(s\): (\S+)",
    r"Unknown interface (\S+)",
    r"Log level (\S+)",
    r"(\S+) or alternative\(s\)",
    r"(\S+) already declared has already",
)
# What a message is about where it says so in words of its own.
MEANT = {
    "WFLYDM0145": {"security-realm", "security-realms"},
}
COMMON = {"subsystem", "add", "server", "profile"}  # words that name nothing


def names(message):
    """What a message of `blame` names: elements, attributes, modules, namespaces, resources."""
    found = set(re.findall(r"'([^'\s{}]+)'", message))
    for namespace, local in re.findall(r"\{([^}\s]+)\}([\w.-]+)", message):
        found |= {namespace, local}
    for step in re.findall(r"/([\w.-]+)=([^/\s:]+)", message):
        found |= set(step)
    for word in re.findall(r"needs (\S+)", message):
        found |= {word, word.rpartition(".")[2]}
    for pattern in NAMING:
        found.update(re.findall(pattern, message))
    for pattern, meant in MEANT.items():
        if pattern in message:
            found |= meant
    return {name.strip("'\"{}") for name in found} - COMMON - {""}


def line(message):
    """The line of the configuration that a message speaks of, None if it does not say."""
    found = re.search(r"\bline (\d+):", message)
    return int(found[1]) if found else None
