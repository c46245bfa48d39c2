import type { Brand } from "#base/brand"
import { err, ok, type Result } from "#base/result"

/** A trust domain name that `parseTrustDomain` checked, e.g. `example.org`. */
export type TrustDomain = Brand<string, "TrustDomain">

/** Why a trust domain or SPIFFE ID is invalid: the rule that is broken, as a sentence, and what to write instead. */
export interface SpiffeIdFailure {
	readonly rule:
		| "empty"
		| "too-long"
		| "scheme"
		| "trust-domain-missing"
		| "trust-domain-characters"
		| "trust-domain-length"
		| "port"
		| "user-info"
		| "query"
		| "fragment"
		| "percent-encoding"
		| "empty-segment"
		| "dot-segment"
		| "trailing-slash"
		| "path-characters"
	readonly text: string
	readonly hint: string
}

/** Longest trust domain name, in characters (SPIFFE-ID section 2.1). */
export const trustDomainLengthMax = 255

/** Parses a trust domain name, bare (`example.org`) or as its SPIFFE ID without a path (`spiffe://example.org`). */
export function parseTrustDomain(text: string): Result<TrustDomain, SpiffeIdFailure> {
	const isId = /^spiffe:\/\//i.test(text)
	if (!isId && /^[a-z][a-z0-9+.-]*:\/\//i.test(text)) {
		const said = "A trust domain has the scheme spiffe:// or no scheme at all."
		return err({ rule: "scheme", text: said, hint: "Write the bare name, e.g. example.org" })
	}
	if (isId && !text.startsWith("spiffe://")) {
		return err({
			rule: "scheme",
			text: "The scheme is not lower case.",
			hint: "Write spiffe:// in lower case.",
		})
	}
	const name = isId ? text.slice("spiffe://".length) : text
	if (name.includes("/")) {
		const hint = `Write ${name.slice(0, name.indexOf("/")).slice(0, trustDomainLengthMax)}`
		return err({ rule: "trust-domain-characters", text: "A trust domain has no path.", hint })
	}
	return checkTrustDomain(name)
}

/** Checks the name itself, character by character (SPIFFE-ID section 2.1). */
export function checkTrustDomain(name: string): Result<TrustDomain, SpiffeIdFailure> {
	const hint = "Use lower-case letters, digits, dots, dashes and underscores, e.g. example.org"
	if (name === "") return err({ rule: "trust-domain-missing", text: "The trust domain is missing.", hint })
	if (name.length > trustDomainLengthMax) {
		const text = `The trust domain is ${name.length} characters long; at most ${trustDomainLengthMax} are allowed.`
		return err({ rule: "trust-domain-length", text, hint: "Use a shorter trust domain." })
	}
	if (/^[a-z0-9._-]+$/.test(name)) return ok(brandTrustDomain(name))
	if (name.includes("@"))
		return err({ rule: "user-info", text: "A trust domain has no user information.", hint })
	if (/:\d*$/.test(name)) return err({ rule: "port", text: "A trust domain has no port.", hint })
	if (name.includes("%")) {
		return err({ rule: "percent-encoding", text: "A trust domain is never percent-encoded.", hint })
	}
	if (/^[a-zA-Z0-9._-]+$/.test(name)) {
		const text = "The trust domain has upper-case letters; only lower case is allowed."
		return err({ rule: "trust-domain-characters", text, hint: `Write ${name.toLowerCase()}` })
	}
	const text =
		"The trust domain has characters other than lower-case letters, digits, dot, dash and underscore."
	return err({ rule: "trust-domain-characters", text, hint })
}

/** The only place where a string becomes a TrustDomain; every caller has checked it against section 2.1. */
function brandTrustDomain(checked: string): TrustDomain {
	return checked as TrustDomain
}
