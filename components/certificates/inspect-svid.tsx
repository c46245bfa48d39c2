import { checkSvid } from "#spiffe/svid-rules"
import type { CertificateDescription } from "#x509/description"
import type { Inspection } from "./inspection.tsx"

/** Holds a leaf with a SPIFFE ID to the X.509-SVID standard; undefined when it carries none. */
export function inspectSvid(leaf: CertificateDescription): Inspection["svid"] {
	const id = leaf.sans.uri.find((uri) => /^spiffe:/i.test(uri))
	if (id === undefined) return undefined
	const broken = checkSvid(leaf).map(({ rule, text }) => ({
		rule,
		title: "X.509-SVID",
		result: "fail" as const,
		text,
		section: "X.509-SVID",
	}))
	return { id, checks: broken }
}
