import type { CertificateDescription } from "#x509/description"
import { parseSpiffeId, pathOf } from "./id.ts"

/** One rule of the X.509-SVID standard, held against a certificate. JSON-safe. */
export interface ChecklistItem {
	readonly rule: string
	/** The rule as a sentence. */
	readonly title: string
	readonly verdict: "pass" | "fail" | "not-applicable"
	/** What was found. */
	readonly text: string
	/** Where the rule is written. */
	readonly section: string
}

/** `fails` says what breaks the rule; undefined when it is kept. `skips` says why it does not apply. */
interface SvidRule {
	readonly rule: string
	readonly title: string
	readonly section: string
	readonly kept: string
	readonly skips?: (certificate: CertificateDescription) => string | undefined
	readonly fails: (certificate: CertificateDescription) => readonly string[]
}

/** Every rule of the standard for the leaf of an X.509-SVID, in the order of its sections, with what was found. */
export function svidChecklist(leaf: CertificateDescription): readonly ChecklistItem[] {
	return leafRules.map((rule) => judge(rule, leaf))
}

/** Every rule for a signing certificate. */
export function signingChecklist(certificate: CertificateDescription): readonly ChecklistItem[] {
	return signingRules.map((rule) => judge(rule, certificate))
}

function judge({ rule, title, section, kept, skips, fails }: SvidRule, certificate: CertificateDescription) {
	const base = { rule, title, section }
	const skipped = skips?.(certificate)
	if (skipped !== undefined) return { ...base, verdict: "not-applicable" as const, text: skipped }
	const texts = fails(certificate)
	if (texts.length === 0) return { ...base, verdict: "pass" as const, text: kept }
	return { ...base, verdict: "fail" as const, text: texts.join(" ") }
}

const notOneUri = ({ sans }: CertificateDescription) =>
	sans.uri.length === 1 ? undefined : "There is no single URI to judge."

const noKeyUsage = ({ keyUsage }: CertificateDescription) =>
	keyUsage === undefined ? "There is no key usage to judge." : undefined

const leafRules: readonly SvidRule[] = [
	{
		rule: "svid-uri-count",
		title: "There is exactly one URI among the subject alternative names.",
		section: "X509-SVID section 2",
		kept: "There is exactly one.",
		fails: ({ sans }) => {
			if (sans.uri.length === 1) return []
			const count = sans.uri.length === 0 ? "none" : String(sans.uri.length)
			return [`An X.509-SVID has exactly one URI SAN; this certificate has ${count} (X509-SVID section 2).`]
		},
	},
	{
		rule: "svid-id-valid",
		title: "The URI is a SPIFFE ID.",
		section: "SPIFFE-ID section 2",
		kept: "It is a valid SPIFFE ID.",
		skips: notOneUri,
		fails: ({ sans: { uri } }) => {
			const id = parseSpiffeId(uri[0] ?? "")
			return id.ok ? [] : [`The URI SAN is no SPIFFE ID: ${id.error.text}`]
		},
	},
	{
		rule: "svid-id-has-path",
		title: "The SPIFFE ID of a leaf has a path.",
		section: "X509-SVID section 5.2",
		kept: "It names a workload of its trust domain.",
		skips: (leaf) =>
			notOneUri(leaf) ?? (parseSpiffeId(leaf.sans.uri[0] ?? "").ok ? undefined : "The URI is no SPIFFE ID."),
		fails: ({ sans: { uri } }) => {
			const id = parseSpiffeId(uri[0] ?? "")
			return id.ok && pathOf(id.value) === ""
				? ["The SPIFFE ID of a leaf has a path; this one names a trust domain only."]
				: []
		},
	},
	{
		rule: "svid-san-critical",
		title: "Without a subject the subject alternative name is critical.",
		section: "RFC 5280 section 4.2.1.6",
		kept: "The subject is empty and the subject alternative name is critical.",
		skips: ({ subject, sans }) =>
			subject === "" && sans.uri.length > 0 ? undefined : "The subject is not empty, or there is no URI.",
		fails: ({ extensions }) =>
			extensions.find(({ name }) => name === "subjectAltName")?.critical === true
				? []
				: ["The subject is empty, so the subject alternative name must be critical."],
	},
	{
		rule: "svid-leaf-no-ca",
		title: "A leaf is no CA.",
		section: "X509-SVID section 4.1",
		kept: "The CA flag is not set.",
		fails: ({ isCa }) =>
			isCa ? ["The leaf of an X.509-SVID must not have the CA flag set (X509-SVID section 4.1)."] : [],
	},
	{
		rule: "svid-key-usage-present",
		title: "The key usage extension is there.",
		section: "X509-SVID section 4.3",
		kept: "It is there.",
		fails: ({ keyUsage }) =>
			keyUsage === undefined ? ["The key usage extension is missing (X509-SVID section 4.3)."] : [],
	},
	{
		rule: "svid-key-usage-critical",
		title: "The key usage extension is critical.",
		section: "X509-SVID section 4.3",
		kept: "It is critical.",
		skips: noKeyUsage,
		fails: ({ keyUsageCritical }) =>
			keyUsageCritical === true ? [] : ["The key usage extension is not critical (X509-SVID section 4.3)."],
	},
	{
		rule: "svid-digital-signature",
		title: "The key usage has digitalSignature.",
		section: "X509-SVID section 4.3",
		kept: "It is set.",
		skips: noKeyUsage,
		fails: ({ keyUsage = [] }) =>
			keyUsage.includes("digitalSignature")
				? []
				: ["The key usage does not have digitalSignature (X509-SVID section 4.3)."],
	},
	{
		rule: "svid-no-signing-usage",
		title: "The key usage of a leaf has neither keyCertSign nor cRLSign.",
		section: "X509-SVID section 4.3",
		kept: "Neither is set.",
		skips: noKeyUsage,
		fails: ({ keyUsage = [] }) =>
			keyUsage
				.filter((usage) => usage === "keyCertSign" || usage === "cRLSign")
				.map((usage) => `A leaf must not have key usage ${usage} (X509-SVID section 4.3).`),
	},
	{
		rule: "svid-extended-key-usage",
		title: "An extended key usage, where there is one, has serverAuth and clientAuth.",
		section: "X509-SVID section 4.4",
		kept: "It has both.",
		skips: ({ eku }) => (eku === undefined ? "There is no extended key usage, which is allowed." : undefined),
		fails: ({ eku = [] }) => {
			const missing = ["serverAuth", "clientAuth"].filter((usage) => !eku.includes(usage))
			if (missing.length === 0) return []
			const both = "The extended key usage is set, so it must have serverAuth and clientAuth"
			return [`${both}; ${missing.join(" and ")} is missing (X509-SVID section 4.4).`]
		},
	},
]

const signingRules: readonly SvidRule[] = [
	{
		rule: "svid-signer-ca",
		title: "A signing certificate is a CA.",
		section: "X509-SVID section 4.1",
		kept: "The CA flag is set.",
		fails: ({ isCa }) =>
			isCa ? [] : ["The signing certificate does not have the CA flag set (X509-SVID section 4.1)."],
	},
	{
		rule: "svid-signer-key-usage",
		title: "A signing certificate has key usage keyCertSign.",
		section: "X509-SVID section 4.3",
		kept: "It is set.",
		fails: ({ keyUsage }) =>
			keyUsage?.includes("keyCertSign") === true
				? []
				: ["The signing certificate does not have key usage keyCertSign (X509-SVID section 4.3)."],
	},
	{
		rule: "svid-signer-id",
		title: "The SPIFFE ID of a signing certificate, where it has one, has no path.",
		section: "X509-SVID section 4.2",
		kept: "It names its trust domain.",
		skips: ({ sans }) =>
			sans.uri.length === 1 && parseSpiffeId(sans.uri[0] ?? "").ok
				? undefined
				: "It carries no SPIFFE ID, which is allowed.",
		fails: ({ sans: { uri } }) => {
			const id = parseSpiffeId(uri[0] ?? "")
			return id.ok && pathOf(id.value) !== ""
				? [`The SPIFFE ID ${id.value} of the signing certificate has a path (X509-SVID section 4.2).`]
				: []
		},
	},
]

/** Every rule of the standard: what it is called, what it says, where it is written. */
export const svidRules: readonly Pick<SvidRule, "rule" | "title" | "section">[] = [
	...leafRules,
	...signingRules,
]
