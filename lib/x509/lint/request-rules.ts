import type { ParsedRequest } from "../formats/certificate-request.ts"
import type { LintProse } from "./lint-rule.ts"

/** A lint of a certificate request (PKCS #10). */
export interface RequestRule extends LintProse {
	readonly judge: (request: ParsedRequest) => readonly string[]
}

const confirm = "Look at it: openssl req -in request.pem -noout -text -verify"

const asksForCa: RequestRule = {
	id: "request-asks-for-ca",
	title: "The request asks to become a CA.",
	severity: "warning",
	means: "Whoever signs it with its extensions copied hands out the right to issue certificates.",
	confirm,
	prevent: "Let the CA decide on basicConstraints; never copy it from a request.",
	fix: { text: "Make a request without the CA flag, unless an intermediate CA is wanted." },
	citation: [
		{ text: "RFC 2986", section: "4.1" },
		{ text: "RFC 5280", section: "4.2.1.9" },
	],
	judge: ({ extensions }) => (extensions.basicConstraints?.isCa === true ? ["It asks for the CA flag."] : []),
}

const lacksSan: RequestRule = {
	id: "request-lacks-san",
	title: "The request asks for no subject alternative name.",
	severity: "warning",
	means: "Unless the CA adds names, the certificate will match no server name at all.",
	confirm,
	prevent: "Write the names into the request.",
	fix: {
		text: "Make the request again with its names.",
		command: "openssl req -new -key key.pem -subj /CN=server -addext subjectAltName=DNS:server.example.com",
	},
	citation: [{ text: "RFC 9525", section: "6.3" }],
	judge: ({ extensions }) =>
		extensions.subjectAltName === undefined ? ["It asks for no subject alternative name."] : [],
}

/** Lints that are about requests alone. */
export const requestRules: readonly RequestRule[] = [asksForCa, lacksSan]

/** What is said of a request whose signature does not hold; the check itself needs WebCrypto and is done elsewhere. */
export const requestSignatureInvalid: LintProse = {
	id: "request-signature-invalid",
	title: "The request is not signed by the key in it.",
	severity: "error",
	means: "Nobody has shown that they hold the private key, or the request was changed. No CA may sign it.",
	confirm,
	prevent: "Make requests with the tool that makes the key, and do not edit them.",
	fix: {
		text: "Make the request again with its key.",
		command: "openssl req -new -key key.pem -out request.pem",
	},
	citation: [{ text: "RFC 2986", section: "4.2" }],
}

/** What is said of a certificate that has an extension twice: readers refuse it whole. */
export const duplicateExtension: LintProse = {
	id: "duplicate-extension",
	title: "An extension appears twice.",
	severity: "error",
	means: "Nobody could say which of the two counts, so every current reader refuses the certificate.",
	confirm: "Look at it: openssl asn1parse -in certificate.pem",
	prevent: "Do not add extensions both in the request and in the profile of the CA.",
	fix: { text: "Issue it again with each extension once." },
	citation: [{ text: "RFC 5280", section: "4.2" }],
}

/** What is said of a certificate that cannot be taken apart. */
export const unreadableCertificate: LintProse = {
	id: "unreadable-certificate",
	title: "The certificate cannot be read.",
	severity: "error",
	means: "It breaks the rules of DER or of X.509, or bytes were lost on the way. Clients refuse it.",
	confirm: "See where reading stops: openssl asn1parse -in certificate.pem",
	prevent: "Copy certificates as files, not through mail or chat.",
	fix: { text: "Copy or export it again from its source." },
	citation: [
		{ text: "RFC 5280", section: "4.1" },
		{ text: "ITU-T X.690", section: "10" },
	],
}
