import { extendedKeyUsageNames } from "../../oids.ts"
import { isLeaf, lookWithOpenssl } from "../lint-facts.ts"
import type { LintRule } from "../lint-rule.ts"

const oids = { server: "1.3.6.1.5.5.7.3.1", client: "1.3.6.1.5.5.7.3.2" } as const
const any = "2.5.29.37.0"

export const ekuLacksUsage: LintRule = {
	id: "eku-lacks-usage",
	title: "The extended key usage does not allow what the certificate is used for.",
	severity: "error",
	means:
		"A server needs serverAuth and a client clientAuth. The other side refuses the handshake; in .NET a client silently sends no certificate at all.",
	confirm: lookWithOpenssl,
	prevent: "Give each side a certificate of its own profile, or both usages where one service is both.",
	fix: {
		text: "Issue it again with the usage that is missing.",
		command: "extendedKeyUsage = serverAuth, clientAuth",
	},
	citation: [{ text: "RFC 5280", section: "4.2.1.12" }],
	judge: (subject) => {
		const { usage } = subject
		const eku = subject.certificate.extensions.extendedKeyUsage
		if (!isLeaf(subject) || eku === undefined || eku.includes(any)) return []
		const held = eku.map((oid) => extendedKeyUsageNames[oid] ?? oid).join(", ") || "nothing"
		if (usage === "server" || usage === "client")
			return eku.includes(oids[usage]) ? [] : [`It is for ${held}, not for ${usage}Auth.`]
		return eku.includes(oids.server) || eku.includes(oids.client)
			? []
			: [`It is for ${held}, neither for serverAuth nor for clientAuth.`]
	},
}
