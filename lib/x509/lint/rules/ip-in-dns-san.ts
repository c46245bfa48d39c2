import { parseIpAddress } from "../../ip-address.ts"
import { lookWithOpenssl, quoted } from "../lint-facts.ts"
import type { LintRule } from "../lint-rule.ts"

export const ipInDnsSan: LintRule = {
	id: "ip-in-dns-san",
	title: "An IP address is written as a DNS name.",
	severity: "error",
	means:
		"Clients that dial an address compare it with iPAddress names alone. An address among the DNS names matches nothing in Go, Java and rustls.",
	confirm: lookWithOpenssl,
	prevent:
		"Write addresses as IP:… and names as DNS:… in requests and in cert-manager's ipAddresses and dnsNames.",
	fix: {
		text: "Issue it again with the address as an IP name.",
		command: "subjectAltName=IP:10.0.0.5,DNS:server.example.com",
	},
	citation: [
		{ text: "RFC 5280", section: "4.2.1.6" },
		{ text: "RFC 9525", section: "6.4" },
	],
	judge: ({ certificate }) =>
		(certificate.extensions.subjectAltName?.dns ?? [])
			.filter((name) => parseIpAddress(name) !== undefined)
			.map((name) => `The DNS name ${quoted(name)} is an IP address.`),
}
