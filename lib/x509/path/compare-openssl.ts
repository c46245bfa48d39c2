import type { Verification } from "../verification.ts"

/** Faults of the path that OpenSSL does not look for in a handshake, or leaves to its caller. */
const beyondOpenssl: Readonly<Record<string, string>> = {
	"hostname-mismatch": "the name is checked after OpenSSL",
	"cn-only-no-san": "the name is checked after OpenSSL",
	"uri-san-only": "the name is checked after OpenSSL",
	"ip-san-missing": "the name is checked after OpenSSL",
	"wrong-spiffe-id": "OpenSSL knows no SPIFFE ID",
	"svid-rule": "OpenSSL knows no SPIFFE rules",
	"weak-signature-or-key": "OpenSSL takes weaker keys and signatures at its default security level",
	"path-search-limit": "our search ends at a limit of its own",
	"chain-too-long": "our search ends at a limit of its own",
	"name-constraint-violation": "OpenSSL compares name constraints less strictly",
}

/**
 * Why our verdict differs from OpenSSL's word on the same chain, as a sentence; undefined when they agree or OpenSSL
 * said nothing. Where the cause is not known the sentence says that.
 */
export function explainOpensslDifference(
	found: Pick<Verification, "verdict" | "reasons" | "path" | "trustSource">,
	openssl: string | undefined,
): string | undefined {
	if (openssl === undefined || (openssl === "ok") === (found.verdict === "accepted")) return undefined
	if (openssl === "ok") {
		const why = [
			...new Set(found.reasons.map(({ rule }) => beyondOpenssl[rule] ?? `it does not report ${rule}`)),
		]
		return `OpenSSL accepts this chain and we do not: ${why.join("; ")}.`
	}
	return `OpenSSL refuses this chain (${openssl}) and we accept it: ${whyAccepted(found, openssl)}.`
}

function whyAccepted(
	{ path, trustSource }: Pick<Verification, "path" | "trustSource">,
	openssl: string,
): string {
	if (/ALTNAME|HOSTNAME|IP_ADDRESS/.test(openssl))
		return "by our rules the expected name or SPIFFE ID is in it"
	if (/ISSUER|SELF_SIGNED|UNABLE_TO_VERIFY/.test(openssl)) {
		const anchor = path.at(-1)?.subject ?? "its last certificate"
		return `it ends in ${anchor}, which ${trustSource} holds; OpenSSL by default takes only self-signed anchors, and only those it was given`
	}
	return "which of its checks we do not share is not known"
}
