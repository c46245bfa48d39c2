import { signatureAlgorithmNames } from "../../oids.ts"
import { lookWithOpenssl } from "../lint-facts.ts"
import type { LintRule } from "../lint-rule.ts"

const broken = /md2|md4|md5|sha1/i

export const weakSignature: LintRule = {
	id: "weak-signature",
	title: "The certificate is signed with a hash that is broken.",
	severity: "error",
	means:
		"Go, Java, OpenSSL from security level 1 on, rustls and browsers refuse SHA-1 and MD5 signatures below a trust anchor.",
	confirm: lookWithOpenssl,
	prevent: "Let the CA sign with SHA-256 or better.",
	fix: { text: "Issue it again with SHA-256.", command: "openssl x509 -req … -sha256" },
	citation: [{ text: "RFC 9155" }, { text: "RFC 8446", section: "4.4.2.4" }],
	judge: ({ certificate, role }) => {
		const { oid } = certificate.signatureAlgorithm
		const name = signatureAlgorithmNames[oid] ?? oid
		return role !== "root" && broken.test(name) ? [`It is signed with ${name}.`] : []
	},
}
