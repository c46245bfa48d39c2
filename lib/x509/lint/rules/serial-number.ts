import type { LintRule } from "../lint-rule.ts"

const bytesMax = 20

export const serialNumber: LintRule = {
	id: "serial-number",
	title: "The serial number breaks the rules.",
	severity: "warning",
	means:
		"Serial numbers are positive and of at most 20 bytes. Go refuses to parse a certificate with a negative one since 1.23, and revocation lists cannot name it reliably.",
	confirm: "Read it: openssl x509 -in certificate.pem -noout -serial",
	prevent: "Let the CA draw positive random numbers of 8 to 20 bytes.",
	fix: { text: "Issue it again." },
	citation: [{ text: "RFC 5280", section: "4.1.2.2" }, { text: "Go 1.23 release notes, crypto/x509" }],
	judge: ({ certificate: { serial }, role }) => {
		const [first = 0] = serial
		if (first >= 0x80) return ["The serial number is negative."]
		if (serial.every((byte) => byte === 0)) return role === "root" ? [] : ["The serial number is zero."]
		const length = serial.length - (first === 0 ? 1 : 0)
		return length > bytesMax
			? [`The serial number has ${length} bytes; at most ${bytesMax} are allowed.`]
			: []
	},
}
