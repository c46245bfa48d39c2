import { svidRules } from "./svid-checklist.ts"

const prevent = "Let SPIRE or a SPIFFE-aware CA issue SVIDs; do not write their extensions by hand."
const confirm = "See every rule with what was found: countersign cert inspect svid.pem"

/** What breaking a rule of the standard means, and what to do, by rule. */
const consequences: Readonly<Record<string, { readonly means: string; readonly fix: string }>> = {
	"svid-uri-count": {
		means:
			"The SPIFFE ID is the one URI of the certificate. With none or several nobody can say who this is.",
		fix: "Issue it again with the SPIFFE ID as its only URI; DNS names may stand beside it.",
	},
	"svid-id-valid": {
		means:
			"A URI that is no SPIFFE ID names nobody: capital letters in the trust domain, a port, a query or a trailing slash are enough.",
		fix: "Issue it again with an ID such as spiffe://example.org/ns/default/sa/api.",
	},
	"svid-id-has-path": {
		means:
			"An ID without a path names the trust domain itself. A workload that shows it would be taken for the authority.",
		fix: "Issue it again with a path that names the workload.",
	},
	"svid-san-critical": {
		means: "Without a subject the names are all there is, and nobody may overlook them.",
		fix: "Issue it again with a critical subject alternative name, or with a subject.",
	},
	"svid-leaf-no-ca": {
		means: "A workload that holds a CA certificate could make identities of the whole trust domain.",
		fix: "Issue it again with CA:FALSE.",
	},
	"svid-key-usage-present": {
		means: "The standard demands a key usage, so that a leaf cannot be taken for a CA.",
		fix: "Issue it again with keyUsage = critical, digitalSignature.",
	},
	"svid-key-usage-critical": {
		means:
			"A key usage that may be overlooked protects little. The standard demands it; not every library checks.",
		fix: "Issue it again with keyUsage = critical, digitalSignature.",
	},
	"svid-digital-signature": {
		means: "A handshake is signed; without digitalSignature the key may not do that.",
		fix: "Issue it again with keyUsage = critical, digitalSignature.",
	},
	"svid-no-signing-usage": {
		means: "keyCertSign and cRLSign belong to authorities. A leaf that has them is refused.",
		fix: "Issue it again with digitalSignature, without keyCertSign and cRLSign.",
	},
	"svid-extended-key-usage": {
		means: "A workload is server and client. With only one of the usages half of its connections fail.",
		fix: "Issue it again with serverAuth and clientAuth, or without an extended key usage.",
	},
	"svid-signer-ca": {
		means: "A signing certificate without the CA flag cannot vouch for anybody.",
		fix: "Issue the signing certificate again with CA:TRUE.",
	},
	"svid-signer-key-usage": {
		means: "An authority signs certificates, and its key usage has to say so.",
		fix: "Issue the signing certificate again with keyCertSign.",
	},
	"svid-signer-id": {
		means:
			"The ID of an authority is that of its trust domain. With a path it is a workload's, and both can be mixed up.",
		fix: "Issue the signing certificate again with an ID such as spiffe://example.org, or without one.",
	},
}

/** A page for every rule of the X.509-SVID standard. */
export const svidPages = svidRules.map(({ rule, title, section }) => ({
	id: rule,
	title,
	severity: "error" as const,
	means: consequences[rule]?.means ?? title,
	confirm,
	prevent,
	fix: { text: consequences[rule]?.fix ?? title },
	citation: [{ text: section }],
}))
