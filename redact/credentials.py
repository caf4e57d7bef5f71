"""PINs, one-time codes and passwords: what proves who somebody is. Spoken passwords are in `passwords.py`."""

from calls.finding import Kind
from redact.cues import cues
from redact.number_rules import NumberRule

RULE = NumberRule(
    kind=Kind.CREDENTIAL,
    cues=cues(
        Kind.CREDENTIAL,
        "pin", "pin number", "pin code", "pass code", "passcode", "one time code", "one time password", "otp",
        "verification code", "confirmation code we sent", "code you sent", "code we sent", "code i sent",
        "code we texted",
        "texted you", "text code", "password", "pass word", "access code", "unlock code", "login code",
        "voicemail pin",
        "code that was sent", "code from the text", "authentication code", "authorization pin", "six digit code",
        "sent a code", "sent you a code", "send you a code",
        "sending you a code", "sending a code", "texted you a code", "text you a code", "texted a code",
        "read the code", "read back the code", "code to your phone",
        "code to your mobile", "code to your email", "code did you get", "code you got", "code you received",
        "code i just sent", "security word", "buzz code", "gate code", "door code", "entry code",
        "alarm code", "key code", "lock code", "voicemail", "screen lock", "code from the app", "authenticator",
        "reset code", "personal code",
        "account pin", "temporary is", "temporary code", "temporary password", "unlock pattern", "safe code",
        "keypad code",
        "gift card code", "gift code", "recovery code", "backup code", "activation code", "wifi password",
        "secret code", "passkey", "the code", "your code", "my code", "a code", "that code", "code is", "code was",
        "code says", "six digits", "four digits", "6 digits", "texted you something", "read it to me",
        "should get a text", "just sent you", "combination", "combination is",
        "the gate", "gate is", "gate number", "keypad", "buzzer", "garage code", "disarm code",
        "pins", "telephone passcode", "phone passcode", "telephone pin", "phone pin", "card pin", "the pin",
        "four digit pin", "six digit pin", "digit pin", "wireless key", "network key", "wifi key", "security key",
        "pairing code", "transfer code", "porting code", "pac code", "transfer pin", "port out pin",
        "redemption code",
        "unlock key", "puk", "puk code", "scratch off", "gift card number", "gift card", "gift card pin",
        "verify code",
        "verification", "verification number", "sms code", "text you got", "code on your phone", "code in the email",
        "code in the text", "code from the email", "code from the message", "approval code", "two factor",
        "authorization code", "authorisation code", "pass number", "telephone password", "phone password", "token",
        "customer pin", "login pin", "numeric password", "digits of your pin", "temporary pin", "new pin",
        "set a pin",
        "change the pin", "change my pin", "my pin", "security pin", "memorable number", "code sent", "6 digit code",
    ),
    expected=range(3, 11),
    part_from=3,
    takes_letters=True,
)  # fmt: skip
