"""What is said before an address, or asks for one."""

from calls.finding import Kind
from redact.cues import Fragment, cues

_ADDRESS_CUES = cues(
    Kind.ADDRESS,
    "address", "your address", "my address", "i live at", "live at", "living at", "zip code", "zip", "zipcode",
    "zacode", "postal code", "post code", "postcode", "post call", "ship it to", "send it to", "shipping address",
    "moved to", "billing address", "street address", "what street", "which street", "where do you live",
    "mailing address", "home address", "delivery address", "apartment", "house number", "sip code", "myzacode",
    "on file is that", "on file is this", "where should we send", "where should i send", "where shall we send",
    "where should we ship", "where should i ship", "where do we ship", "where shall we ship", "where should it go",
    "where's it going", "where shall i send", "where are we sending", "where do we send", "where do you want it",
    "ship to", "ship the", "shipping it to", "city and state", "first line", "deliver it to", "where is it going",
    "going to go to", "pickup address", "pick it up from", "collect it from", "live in", "living in",
    "where you live", "live on", "door number", "where are you located", "street name", "name of the street",
    "what's the street", "and the street", "the street", "street number", "building number", "unit number",
    "apartment number", "apt number", "flat number", "suite number", "lot number", "which unit", "what unit",
    "which flat", "what flat", "which apartment", "what apartment", "which building", "which house",
    "cross street", "nearest cross", "what floor", "which floor", "plus four", "first half of the post",
    "delivering to", "deliver to", "deliver that to", "delivered to", "dropping it off at", "drop it at",
    "drop it off at",
    "sending it to", "send that to", "send them to", "send this to", "mail it to", "mail that to", "mailed to",
    "mailing it to", "post it to", "posting it to", "posted to", "shipping to", "shipped to", "ship them to",
    "ship that to", "ship this to", "where should i mail", "where should we mail", "where can we send",
    "where can i send", "where would you like it", "where do you want", "where does it go", "where am i sending",
    "where are we shipping", "where are we delivering", "where is this going", "where's this going",
    "where's that going", "where are we headed", "coming to", "technician to", "which property", "property address",
    "service address", "address for", "physical address", "residential address", "current address", "old address",
    "new address", "previous address", "forwarding address", "registered address", "where are you staying",
    "where are you living", "where do you stay", "residence", "what's the county", "which county", "what county",
    "move to", "moving to", "moving from", "moved from", "moved into", "my old place", "my new place", "old place is",
    "new place is", "i'm still at", "still at", "still on", "lives at", "lives on", "lives in", "stay at", "staying at",
    "pick up from", "pickup from", "picking up from", "collecting from", "collect from", "corner of", "live near",
    "house is on", "house on", "place on", "property on", "property at", "house at", "place at", "flat at", "flat on",
    "same address", "at that address", "at this address", "your place", "your house", "po box", "p o box", "eircode",
    "where you're at", "home is at", "where's home", "hook up", "service location", "install location",
    "where is the property", "where's the property", "where was it left", "where did they leave", "nobody was home at",
)  # fmt: skip
_TOWN_CUES = cues(
    Fragment.TOWN,
    "which town", "what town", "what city", "which city", "the city", "and city", "city", "town and", "the town",
    "town", "whereabouts", "where are you based", "where you're based", "what state", "which state", "and state",
    "the state", "where are you calling from", "where you calling from", "calling from today", "what area",
    "which area", "what part of", "which part of", "what village", "which village", "what's the area",
)  # fmt: skip
"""Half a question for an address: it counts once an address was spoken of."""
CUES = (*_ADDRESS_CUES, *_TOWN_CUES)
