import { describeParsed } from "#x509/describe"
import { matchServerName } from "#x509/match-name"
import { operatorFix } from "../../client-fixes.ts"
import type { CoherenceJudgement, CoherenceRule } from "../coherence-rule.ts"
import type { Place, Setting, Settings } from "../settings.ts"
import { certificatesOf } from "../stored-certificates.ts"
import { itemsAt, textAt } from "../yaml-path.ts"

export const certificateLacksEndpointName: CoherenceRule = {
	id: "certificate-lacks-endpoint-name",
	title: "The certificate does not hold the name that the client dials.",
	severity: "error",
	blame: "server",
	judge: ({ settings }) => {
		const certificates = [...requested(settings), ...stored(settings)]
		if (certificates.length !== 1) return []
		return settings.sides
			.filter(
				({ role, mode, skipVerify }) =>
					role === "client" && (mode === "tls" || mode === "mtls") && skipVerify === undefined,
			)
			.flatMap(({ endpoints }) => endpoints)
			.flatMap((endpoint) => certificates.flatMap((certificate) => lacksName(endpoint, certificate)))
	},
	prose: {
		seen: [
			{
				stack: "Go",
				line: "x509: certificate is valid for grpc-server, not grpc-server.shop.svc.cluster.local",
			},
		],
		means:
			"A client compares the host that it dials with the DNS names or IP addresses in the certificate, and with nothing else. Short and long names of a Service are different names.",
		confirm: "Compare the endpoint's host with the names of the certificate, letter by letter.",
		prevent: "List every name under which the Service is dialled.",
	},
	fixes: () => [
		operatorFix(
			"Issue the certificate with every name that is dialled.",
			"dnsNames:\n  - grpc-server\n  - grpc-server.shop.svc\n  - grpc-server.shop.svc.cluster.local",
		),
	],
	citation: [{ text: "RFC 9525", section: "6" }],
}

interface NamedCertificate {
	readonly label: string
	readonly at: Place
	readonly dns: readonly string[]
	readonly ip: readonly string[]
}

function requested({ resources }: Settings): readonly NamedCertificate[] {
	return resources
		.filter(({ kind, root }) => kind === "Certificate" && textAt(root, "spec", "isCA") !== "true")
		.map(({ root, name, at }) => ({
			label: `Certificate ${name}`,
			at,
			dns: itemsAt(root, "spec", "dnsNames").flatMap((item) => textAt(item) ?? []),
			ip: itemsAt(root, "spec", "ipAddresses").flatMap((item) => textAt(item) ?? []),
		}))
}

function stored({ stores }: Settings): readonly NamedCertificate[] {
	return stores.flatMap((store) =>
		store.files
			.filter(({ name }) => name === "tls.crt")
			.flatMap((file) => {
				const [leaf] = certificatesOf(file)
				if (leaf === undefined) return []
				const { sans } = describeParsed(leaf, "")
				return [
					{ label: `${file.name} of ${store.kind} ${store.name}`, at: file.at, dns: sans.dns, ip: sans.ip },
				]
			}),
	)
}

function lacksName({ value, at }: Setting, certificate: NamedCertificate): readonly CoherenceJudgement[] {
	const bare = value.replace(/^[a-z0-9+]+:\/\/+/, "").replace(/\/.*$/, "")
	const host = /^\[([^\]]+)\]/.exec(bare)?.[1] ?? bare.replace(/:\d+$/, "")
	if (host === "" || host.startsWith("/") || /^unix:|[{}$()]/.test(value)) return []
	if (certificate.dns.length + certificate.ip.length === 0) return []
	const names = { dns: certificate.dns, ip: certificate.ip, uri: [], email: [] }
	const match = matchServerName({ wanted: host, description: { sans: names } })
	if (match.isMatch) return []
	return [
		{
			title: `The client dials ${host}, a name that the certificate does not hold.`,
			detail: `${certificate.label} holds ${[...certificate.dns, ...certificate.ip].slice(0, 8).join(", ")}.`,
			at: [at, certificate.at],
		},
	]
}
