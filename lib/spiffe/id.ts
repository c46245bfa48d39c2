import type { Brand } from "#base/brand"
import { err, ok, type Result } from "#base/result"
import { checkTrustDomain, type SpiffeIdFailure, type TrustDomain } from "./trust-domain.ts"

/** A SPIFFE ID that `parseSpiffeId` checked, e.g. `spiffe://example.org/ns/prod/sa/api`. */
export type SpiffeId = Brand<string, "SpiffeId">

/** Longest SPIFFE ID, in bytes (SPIFFE-ID section 2.3). */
export const spiffeIdLengthMax = 2048

const scheme = "spiffe://"

/** Parses a SPIFFE ID by the SPIFFE-ID standard, sections 2 to 2.4. The failure names the one rule that is broken. */
export function parseSpiffeId(text: string): Result<SpiffeId, SpiffeIdFailure> {
	const wrong = checkWhole(text)
	if (wrong !== undefined) return err(wrong)
	const rest = text.slice(scheme.length)
	const slash = rest.indexOf("/")
	const trustDomain = checkTrustDomain(slash < 0 ? rest : rest.slice(0, slash))
	if (!trustDomain.ok) return trustDomain
	const pathProblem = slash < 0 ? undefined : checkPath(rest.slice(slash))
	return pathProblem === undefined ? ok(brandSpiffeId(text)) : err(pathProblem)
}

/** The trust domain of an ID. */
export function trustDomainOf(id: SpiffeId): TrustDomain {
	const parsed = checkTrustDomain(id.slice(scheme.length).split("/", 1)[0] ?? "")
	if (!parsed.ok) throw new Error("a SpiffeId was made without its parser")
	return parsed.value
}

/** The path of an ID with its leading slash; empty for the ID of a trust domain itself. */
export function pathOf(id: SpiffeId): string {
	return id.slice(scheme.length + trustDomainOf(id).length)
}

function checkWhole(text: string): SpiffeIdFailure | undefined {
	const example = "Write it like spiffe://example.org/service"
	if (text === "") return { rule: "empty", text: "The SPIFFE ID is empty.", hint: example }
	const bytes = new TextEncoder().encode(text.slice(0, spiffeIdLengthMax + 1)).length
	if (bytes > spiffeIdLengthMax) {
		const said = `The SPIFFE ID is longer than ${spiffeIdLengthMax} bytes.`
		return { rule: "too-long", text: said, hint: "Use a shorter path." }
	}
	if (!text.startsWith(scheme)) {
		const isCase = text.toLowerCase().startsWith(scheme)
		const said = isCase ? "The scheme is not lower case." : "A SPIFFE ID begins with spiffe://."
		return { rule: "scheme", text: said, hint: example }
	}
	if (text.includes("?"))
		return { rule: "query", text: "A SPIFFE ID has no query.", hint: "Remove the ? part." }
	if (text.includes("#")) {
		return { rule: "fragment", text: "A SPIFFE ID has no fragment.", hint: "Remove the # part." }
	}
	return undefined
}

function checkPath(path: string): SpiffeIdFailure | undefined {
	if (path.endsWith("/")) {
		return { rule: "trailing-slash", text: "The path ends in a slash.", hint: "Remove the last slash." }
	}
	for (const segment of path.slice(1).split("/")) {
		if (segment === "") {
			return {
				rule: "empty-segment",
				text: "The path has an empty segment.",
				hint: "Write single slashes only.",
			}
		}
		if (segment === "." || segment === "..") {
			const text = "The path has a segment that is . or .. ."
			return { rule: "dot-segment", text, hint: "Write the path without relative segments." }
		}
		if (segment.includes("%")) {
			const text = "The path of a SPIFFE ID is never percent-encoded."
			return { rule: "percent-encoding", text, hint: "Use letters, digits, dot, dash and underscore only." }
		}
		if (!/^[A-Za-z0-9._-]+$/.test(segment)) {
			const text = "The path has characters other than letters, digits, dot, dash and underscore."
			return { rule: "path-characters", text, hint: "Rename the segment." }
		}
	}
	return undefined
}

/** The only place where a string becomes a SpiffeId; `parseSpiffeId` has checked every rule before. */
function brandSpiffeId(checked: string): SpiffeId {
	return checked as SpiffeId
}
