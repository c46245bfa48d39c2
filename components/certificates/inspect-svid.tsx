import { svidChecklist } from "#spiffe/svid-checklist"
import type { CertificateDescription } from "#x509/description"
import type { Inspection } from "./inspection.tsx"

/** Holds a leaf with a SPIFFE ID to the X.509-SVID standard, rule by rule; undefined when it carries none. */
export function inspectSvid(leaf: CertificateDescription): Inspection["svid"] {
	const id = leaf.sans.uri.find((uri) => /^spiffe:/i.test(uri))
	return id === undefined ? undefined : { id, checks: svidChecklist(leaf) }
}
