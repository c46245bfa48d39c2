import type { CertificateDescription } from "#x509/description"
import type { NameAttributes } from "./distinguished-name.ts"

/** What the signs look at. */
export interface IssuerFacts {
	readonly leaf: CertificateDescription
	readonly subject: NameAttributes
	readonly issuer: NameAttributes
	readonly chain: readonly CertificateDescription[]
	readonly lifetimeSeconds: number
}

interface Sign {
	/** What is seen when the test holds, as a phrase. */
	readonly text: string
	readonly test: (facts: IssuerFacts) => boolean
}

interface WeighedSign extends Sign {
	readonly weight: number
}

/** An issuer and the signs it leaves. */
export interface IssuerProfile {
	readonly id: string
	readonly label: string
	/** Confidence when one decisive sign holds. */
	readonly confidence: number
	readonly decisive: readonly Sign[]
	readonly supporting: readonly WeighedSign[]
	/** Without a decisive sign: the weight that supports a label, and its confidence. Absent: never labelled so. */
	readonly weak?: { readonly weight: number; readonly confidence: number }
}

const has = (name: NameAttributes, key: string, value: RegExp | string): boolean =>
	(name.get(key) ?? []).some((each) => (typeof value === "string" ? each === value : value.test(each)))
const near = (facts: IssuerFacts, seconds: number, tolerance: number): boolean =>
	Math.abs(facts.lifetimeSeconds - seconds) <= tolerance
const usage = (leaf: CertificateDescription, ...wanted: readonly string[]): boolean =>
	leaf.keyUsage !== undefined &&
	leaf.keyUsage.length === wanted.length &&
	wanted.every((each) => leaf.keyUsage?.includes(each))
const isServiceAccount = (uri: string): boolean => /^spiffe:\/\/[^/]+\/ns\/[^/]+\/sa\/[^/]+$/.test(uri)
const isCriticalSan = (leaf: CertificateDescription): boolean =>
	leaf.extensions.some((extension) => extension.oid === "2.5.29.17" && extension.critical)
const trustDomainOf = (leaf: CertificateDescription): string | undefined =>
	leaf.sans.uri
		.find((uri) => uri.startsWith("spiffe://"))
		?.slice("spiffe://".length)
		.split("/", 1)[0]

const bothUses: WeighedSign = {
	text: "usable as server and as client",
	weight: 1,
	test: ({ leaf }) => leaf.eku?.includes("serverAuth") === true && leaf.eku.includes("clientAuth"),
}
const p256: WeighedSign = { text: "EC P-256 key", weight: 1, test: ({ leaf }) => leaf.keyType === "EC P-256" }

/** Issuers and the signs that they leave on a certificate, measured or read in their sources. Data. */
export const issuerProfiles: readonly IssuerProfile[] = [
	{
		id: "spire",
		label: "SPIRE server",
		confidence: 0.95,
		decisive: [
			{
				text: "leaf subject C=US, O=SPIRE",
				test: ({ subject }) => has(subject, "C", "US") && has(subject, "O", "SPIRE"),
			},
			{
				text: "issuer C=US, O=SPIFFE with a decimal serialNumber",
				test: ({ issuer }) => has(issuer, "O", "SPIFFE") && has(issuer, "serialNumber", /^\d+$/),
			},
		],
		supporting: [
			{ text: "one hour and ten seconds of validity", weight: 2, test: (facts) => near(facts, 3_610, 5) },
			{
				text: "key usage with keyAgreement",
				weight: 2,
				test: ({ leaf }) => usage(leaf, "digitalSignature", "keyEncipherment", "keyAgreement"),
			},
			bothUses,
			p256,
		],
	},
	{
		id: "permguard-auto",
		label: "Permguard's automatic certificate",
		confidence: 0.99,
		decisive: [
			{ text: "subject CN=PermGuard Server", test: ({ subject }) => has(subject, "CN", "PermGuard Server") },
			{ text: "issuer CN=PermGuard Auto CA", test: ({ issuer }) => has(issuer, "CN", "PermGuard Auto CA") },
		],
		supporting: [{ text: "one year of validity", weight: 1, test: (facts) => near(facts, 31_536_000, 2) }],
	},
	{
		id: "gbp-ephemeral",
		label: "Ephemeral CA of grpc_graphql_gateway",
		confidence: 0.99,
		decisive: [
			{ text: "issuer O=GBP Gateway", test: ({ issuer }) => has(issuer, "O", "GBP Gateway") },
			{ text: "subject O=GBP Workload", test: ({ subject }) => has(subject, "O", "GBP Workload") },
		],
		supporting: [
			{ text: "key usage is not critical", weight: 2, test: ({ leaf }) => leaf.keyUsageCritical === false },
			{
				text: "whole days of validity",
				weight: 2,
				test: ({ lifetimeSeconds }) => lifetimeSeconds % 86_400 === 0,
			},
		],
	},
	{
		id: "istio",
		label: "Istio (istiod)",
		confidence: 0.85,
		decisive: [
			{
				text: "empty subject, critical URI SAN of a service account, issuer O = its trust domain",
				test: ({ leaf, issuer }) =>
					leaf.subject === "" &&
					isCriticalSan(leaf) &&
					leaf.sans.uri.some(isServiceAccount) &&
					issuer.size === 1 &&
					has(issuer, "O", trustDomainOf(leaf) ?? "\u0000"),
			},
		],
		supporting: [
			{ text: "24 hours and two minutes of validity", weight: 3, test: (facts) => near(facts, 86_520, 5) },
			bothUses,
		],
	},
	{
		id: "linkerd",
		label: "Linkerd identity",
		confidence: 0.97,
		decisive: [
			{
				text: "name of a Linkerd service account",
				test: ({ leaf }) =>
					[leaf.commonName ?? "", ...leaf.sans.dns].some((name) =>
						/^[^.]+\.[^.]+\.serviceaccount\.identity\.[^.]+\..+$/.test(name),
					),
			},
			{
				text: "issuer named identity.linkerd",
				test: ({ issuer }) => has(issuer, "CN", /^(identity|root)\.linkerd\..+$/),
			},
		],
		supporting: [
			{ text: "about 24 hours of validity", weight: 1, test: (facts) => near(facts, 86_440, 40) },
			p256,
		],
	},
	{
		id: "consul-connect",
		label: "Consul Connect",
		confidence: 0.95,
		decisive: [
			{
				text: "issuer of a Consul CA",
				test: ({ issuer }) => has(issuer, "CN", /^(pri|sec)-[0-9a-z]+\..*ca\.[0-9a-f]{8}\.consul$/),
			},
			{
				text: "SPIFFE ID of a Consul service",
				test: ({ leaf }) =>
					leaf.sans.uri.some((uri) =>
						/^spiffe:\/\/[0-9a-f-]{36}\.consul\/ns\/[^/]+\/dc\/[^/]+\/svc\/[^/]+$/.test(uri),
					),
			},
		],
		supporting: [{ text: "72 hours of validity", weight: 1, test: (facts) => near(facts, 259_200, 120) }],
	},
	{
		id: "mkcert",
		label: "mkcert development CA",
		confidence: 0.99,
		decisive: [
			{
				text: "issuer O=mkcert development CA",
				test: ({ issuer }) => has(issuer, "O", "mkcert development CA"),
			},
			{
				text: "subject O=mkcert development certificate",
				test: ({ subject }) => has(subject, "O", "mkcert development certificate"),
			},
		],
		supporting: [],
	},
	{
		id: "caddy-internal",
		label: "Caddy's internal CA",
		confidence: 0.97,
		decisive: [
			{
				text: "issuer Caddy Local Authority",
				test: ({ issuer }) => has(issuer, "CN", /^Caddy Local Authority - .*Intermediate$/),
			},
		],
		supporting: [],
	},
	{
		id: "step-ca",
		label: "step-ca",
		confidence: 0.98,
		decisive: [
			{
				text: "provisioner extension of step-ca",
				test: ({ leaf }) =>
					leaf.extensions.some((extension) => extension.oid === "1.3.6.1.4.1.37476.9000.64.1"),
			},
		],
		supporting: [],
	},
	{
		id: "seed-tutorial-openssl",
		label: "Hand-made openssl CA of a gRPC tutorial",
		confidence: 0.8,
		decisive: [{ text: "issuer CN=mygrpc-ca", test: ({ issuer }) => has(issuer, "CN", "mygrpc-ca") }],
		supporting: [],
	},
	{
		id: "cert-manager-csi-spiffe",
		label: "cert-manager csi-driver-spiffe",
		confidence: 0.6,
		decisive: [],
		supporting: [
			{ text: "empty subject", weight: 2, test: ({ leaf }) => leaf.subject === "" },
			{
				text: "SPIFFE ID of a service account",
				weight: 1,
				test: ({ leaf }) => leaf.sans.uri.some(isServiceAccount),
			},
			{ text: "exactly one hour of validity", weight: 2, test: (facts) => near(facts, 3_600, 5) },
			{
				text: "key usage without keyAgreement",
				weight: 1,
				test: ({ leaf }) => usage(leaf, "digitalSignature", "keyEncipherment"),
			},
			p256,
		],
		weak: { weight: 6, confidence: 0.6 },
	},
	{
		id: "vault-pki",
		label: "Vault or OpenBao PKI",
		confidence: 0.8,
		decisive: [],
		supporting: [
			{
				text: "key usage with keyAgreement",
				weight: 2,
				test: ({ leaf }) => usage(leaf, "digitalSignature", "keyEncipherment", "keyAgreement"),
			},
			bothUses,
			{
				text: "30 seconds of validity before issue",
				weight: 2,
				test: ({ lifetimeSeconds }) => lifetimeSeconds % 3_600 === 30,
			},
		],
		weak: { weight: 5, confidence: 0.4 },
	},
	{
		id: "cert-manager-certificate",
		label: "cert-manager Certificate",
		confidence: 0.4,
		decisive: [],
		supporting: [
			{
				text: "30 or 90 days of validity",
				weight: 1,
				test: (facts) => near(facts, 7_776_000, 1) || near(facts, 2_592_000, 1),
			},
			{
				text: "DNS name of a Kubernetes service",
				weight: 2,
				test: ({ leaf }) => leaf.sans.dns.some((name) => /\.svc(\.cluster\.local)?$/.test(name)),
			},
		],
		weak: { weight: 3, confidence: 0.4 },
	},
	{
		id: "generic-self-signed",
		label: "Self-signed",
		confidence: 0.9,
		decisive: [
			{ text: "the leaf is its own issuer", test: ({ leaf }) => leaf.isSelfIssued && leaf.subject !== "" },
		],
		supporting: [],
	},
]
