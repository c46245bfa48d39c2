import type { ChoiceVerdict } from "./finding.ts"

type About = ChoiceVerdict["checks"][number]["about"]

interface ChoosingRuntime {
	readonly label: string
	/** What this runtime looks at before it sends a certificate; everything else it sends, and the server decides. */
	readonly looksAt: readonly About[]
	/** What it does on a mismatch there. */
	readonly otherwise: string
	readonly source: string
}

const runtimes: readonly ChoosingRuntime[] = [
	{
		label: "Go",
		looksAt: ["issuer", "signature-scheme"],
		otherwise: "sends an empty Certificate without a word",
		source: "Go crypto/tls, getClientCertificate and CertificateRequestInfo.SupportsCertificate (1.26)",
	},
	{
		label: "Java (JSSE)",
		looksAt: ["issuer", "signature-scheme"],
		otherwise: "finds no alias for the server's demand and sends an empty Certificate",
		source: "OpenJDK 17, sun.security.ssl.X509Authentication and SunX509KeyManagerImpl.getAliases",
	},
	{
		label: ".NET (HttpClient)",
		looksAt: ["eku", "key-usage"],
		otherwise: "passes over the certificate and sends none",
		source: "dotnet/runtime CertificateHelper.GetEligibleClientCertificate; dotnet/runtime#121982",
	},
	{
		label: "rustls (tonic)",
		looksAt: ["signature-scheme"],
		otherwise: "sends an empty Certificate",
		source: "rustls 0.23 client/handy.rs and client/common.rs, ClientAuthDetails::resolve",
	},
	{
		label: "OpenSSL (Node, Python ssl)",
		looksAt: ["signature-scheme"],
		otherwise: "sends an empty Certificate",
		source: "OpenSSL 3, ssl/statem/statem_clnt.c, ssl3_check_client_certificate",
	},
]

/** Says for each runtime whether it would still send a certificate that has these mismatches. */
export function runtimesOn(mismatches: readonly About[]): NonNullable<ChoiceVerdict["runtimes"]> {
	return runtimes.map(({ label, looksAt, otherwise, source }) => {
		const stops = mismatches.some((about) => looksAt.includes(about))
		const text = stops
			? `${label} ${otherwise}.`
			: `${label} sends it all the same, and leaves the decision to the server.`
		return { label, does: stops ? "sends-none" : "sends-it", text, source }
	})
}
