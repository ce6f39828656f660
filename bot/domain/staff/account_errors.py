"""Refusals that concern agents' accounts, passwords and the partner's directory."""

from bot.domain.kernel.errors import DeskError


class AddressTaken(DeskError):
    """Another account has this address. Blank: email."""

    code = "address_taken"


class PasswordTooWeak(DeskError):
    """A new password is too short, too long, or too easily guessed. Blank: least (characters)."""

    code = "password_too_weak"


class PasswordWrong(DeskError):
    """The present password, asked for before it is changed, is another one."""

    code = "password_wrong"


class AccountNotYours(DeskError):
    """Nobody changes the own roles or disables the own account."""

    code = "account_not_yours"


class LastGlobalAdmin(DeskError):
    """The partner would be left without a global admin who can sign in."""

    code = "last_global_admin"


class RoleMissing(DeskError):
    """An account without a role could do nothing at all."""

    code = "role_missing"


class AccountIncomplete(DeskError):
    """A name, or an address with an @ in it, is missing."""

    code = "account_incomplete"


class DirectoryFailed(DeskError):
    """The partner's directory cannot be reached or says something else than agreed."""

    code = "directory_failed"


class DirectoryRefused(DeskError):
    """The answer is not the one this browser waits for: too old, altered, for somebody else. Blank: reason (code)."""

    code = "directory_refused"


class DirectoryStranger(DeskError):
    """The directory vouches for somebody who has no active account here, or not by a verified address."""

    code = "directory_stranger"


class SignInRefused(DeskError):
    """Address and password do not belong together, or the account is disabled: the same answer for all of it."""

    code = "sign_in_refused"


class TooManyAttempts(DeskError):
    """Sign-in is held back for a while. Blank: minutes."""

    code = "too_many_attempts"
