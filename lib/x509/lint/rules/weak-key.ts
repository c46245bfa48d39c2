import { keyProblems } from "../judge-public-key.ts"
import { lookWithOpenssl } from "../lint-facts.ts"
import type { LintRule } from "../lint-rule.ts"

export const weakKey: LintRule = {
	id: "weak-key",
	title: "The key is too weak.",
	severity: "error",
	means: "Go, Java, OpenSSL from security level 2 on and browsers refuse RSA keys of less than 2048 bits.",
	confirm: lookWithOpenssl,
	prevent: "Make ECDSA P-256 keys, or RSA with 2048 bits and more.",
	fix: {
		text: "Make a new key and issue the certificate again.",
		command: "openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out key.pem",
	},
	citation: [
		{ text: "NIST SP 800-131A", section: "3" },
		{ text: "CA/Browser Forum Baseline Requirements", section: "6.1.5" },
	],
	judge: ({ certificate }) => keyProblems(certificate.publicKey, "weak-key"),
}

export const keyParametersExplicit: LintRule = {
	id: "key-parameters-explicit",
	title: "The key spells out its curve instead of naming it.",
	severity: "error",
	means:
		"Go, Java, rustls and BoringSSL read named curves alone and refuse the certificate. Spelled-out curves were once a way to forge signatures (CVE-2020-0601).",
	confirm: lookWithOpenssl,
	prevent: "Make keys with -pkeyopt ec_param_enc:named_curve, which current tools do by themselves.",
	fix: {
		text: "Make a new key with a named curve.",
		command:
			"openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -pkeyopt ec_param_enc:named_curve",
	},
	citation: [
		{ text: "RFC 5480", section: "2.1.1" },
		{ text: "RFC 8422", section: "5.1.1" },
	],
	judge: ({ certificate }) => keyProblems(certificate.publicKey, "key-parameters-explicit"),
}

export const keyUnusual: LintRule = {
	id: "key-unusual",
	title: "Not every client can use a key of this kind.",
	severity: "notice",
	means:
		"TLS knows signature schemes for ECDSA on P-256, P-384 and P-521, RSA, RSA-PSS, Ed25519 and Ed448 alone, and runtimes implement some of them only.",
	confirm: lookWithOpenssl,
	prevent: "Use ECDSA P-256 unless there is a reason: every runtime knows it.",
	fix: { text: "Make a new key on P-256 when clients of several runtimes connect." },
	citation: [
		{ text: "RFC 8446", section: "4.2.3" },
		{ text: "BoringSSL, default verification preferences (no Ed25519)" },
	],
	judge: ({ certificate }) => keyProblems(certificate.publicKey, "key-unusual"),
}

export const rsaExponentBad: LintRule = {
	id: "rsa-exponent-bad",
	title: "The public exponent of the RSA key is unsafe.",
	severity: "error",
	means:
		"An exponent of 1 or an even one is no RSA at all, and libraries refuse exponents that are very large.",
	confirm: lookWithOpenssl,
	prevent: "Use 65537, which every tool chooses by itself.",
	fix: { text: "Make a new key." },
	citation: [
		{ text: "RFC 8017", section: "3.1" },
		{ text: "NIST FIPS 186-5", section: "A.1.1" },
	],
	judge: ({ certificate }) => keyProblems(certificate.publicKey, "rsa-exponent-bad"),
}
