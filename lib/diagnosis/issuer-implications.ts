/** What follows from who issued a certificate; sentences, with the values that issuer has by default. */
export interface IssuerImplications {
	/** How long its certificates usually live. */
	readonly lifetime: string
	/** When and by whom they are renewed. */
	readonly rotation: string
	/** Where clients get the CA certificate that they need. */
	readonly caFile: string
	/** Where this is written. */
	readonly source: string
}

interface IssuerHabit extends IssuerImplications {
	/** Seconds of a certificate by the issuer's defaults; absent: it has none. */
	readonly usualSeconds?: number
}

const habits: Readonly<Record<string, IssuerHabit>> = {
	spire: {
		lifetime: "One hour unless default_x509_svid_ttl or the entry says otherwise.",
		rotation: "The agent renews at half of the lifetime; the workload gets it through the Workload API.",
		caFile: "From the Workload API, or: spire-server bundle show -format pem",
		source: "SPIRE, server and agent configuration reference",
		usualSeconds: 3_610,
	},
	"permguard-auto": {
		lifetime: "One year.",
		rotation:
			"The CA and the certificate are made anew at every start of the server, so a copied CA file stops fitting.",
		caFile: "The file certs/ca-cert.pem in the server's appdata folder, copied after its last start.",
		source: "Permguard, pkg/transport/grpctls",
		usualSeconds: 31_536_000,
	},
	"gbp-ephemeral": {
		lifetime: "Whole days, whatever the configured time is.",
		rotation:
			"The certificates of workloads are made anew; the CA lives in the process and is never rotated.",
		caFile: "Only inside the process that made it; other processes have other CAs.",
		source: "grpc_graphql_gateway, src/mtls.rs",
	},
	istio: {
		lifetime: "24 hours.",
		rotation: "The proxy renews at half of the lifetime.",
		caFile: "The ConfigMap istio-ca-root-cert in every namespace, key root-cert.pem.",
		source: "Istio, pilot-agent (SECRET_TTL, SECRET_GRACE_PERIOD_RATIO)",
		usualSeconds: 86_520,
	},
	linkerd: {
		lifetime: "24 hours.",
		rotation: "The proxy renews by itself; the issuer certificate is rotated by you or by cert-manager.",
		caFile: "The ConfigMap linkerd-identity-trust-roots, key ca-bundle.crt.",
		source: "Linkerd, automatically rotating control plane TLS credentials",
		usualSeconds: 86_440,
	},
	"cert-manager-csi-spiffe": {
		lifetime: "One hour.",
		rotation: "The driver renews after two thirds of the lifetime and rewrites the files of the volume.",
		caFile: "The file ca.crt in the same volume, where the driver is configured to write it.",
		source: "cert-manager, csi-driver-spiffe",
		usualSeconds: 3_600,
	},
	"cert-manager-certificate": {
		lifetime: "90 days unless spec.duration says otherwise.",
		rotation:
			"cert-manager renews at two thirds of the lifetime or at renewBefore; the program has to load the Secret again.",
		caFile: "The key ca.crt of the same Secret, where the issuer fills it in.",
		source: "cert-manager, Certificate resource",
	},
	"vault-pki": {
		lifetime: "What the role's ttl and max_ttl say.",
		rotation: "Whoever asked renews: Vault Agent, the CSI provider or the program.",
		caFile: "vault read -field=certificate pki/cert/ca_chain",
		source: "HashiCorp Vault, PKI secrets engine",
	},
	"step-ca": {
		lifetime: "24 hours.",
		rotation: "step ca renew --daemon, or the renewer beside the program, after two thirds of the lifetime.",
		caFile: "step ca root root_ca.crt",
		source: "smallstep, step-ca provisioners and renewal",
		usualSeconds: 86_460,
	},
	mkcert: {
		lifetime: "Two years and three months.",
		rotation: "Nobody renews; it is made by hand on one developer's machine.",
		caFile: "The file rootCA.pem in the folder that mkcert -CAROOT prints; it fits that machine only.",
		source: "mkcert, README",
	},
	"consul-connect": {
		lifetime: "72 hours.",
		rotation: "The agent renews by itself.",
		caFile: "consul connect ca get-config, or the agent's endpoint /v1/connect/ca/roots",
		source: "Consul, service mesh certificate authority",
		usualSeconds: 259_200,
	},
	"caddy-internal": {
		lifetime: "12 hours.",
		rotation: "Caddy renews by itself, the intermediate every seven days.",
		caFile: "The file pki/authorities/local/root.crt in Caddy's data folder.",
		source: "Caddy, automatic HTTPS and the internal issuer",
		usualSeconds: 43_200,
	},
	"seed-tutorial-openssl": {
		lifetime: "One year for leaves, ten for the CA.",
		rotation: "Nobody renews; the commands have to be run again by hand.",
		caFile: "The ca.crt beside the files that openssl made.",
		source: "openssl x509, as tutorials use it",
		usualSeconds: 31_536_000,
	},
	"generic-self-signed": {
		lifetime: "What whoever made it chose.",
		rotation: "Nobody renews by itself, and every renewal has to be given to every client.",
		caFile: "The certificate itself is what clients have to trust.",
		source: "RFC 5280, section 3.2",
	},
}

/** What the issuer implies; undefined for an issuer of which nothing is known. */
export function implicationsOf(id: string): IssuerImplications | undefined {
	const habit = habits[id]
	if (habit === undefined) return undefined
	const { lifetime, rotation, caFile, source } = habit
	return { lifetime, rotation, caFile, source }
}

/** A sentence when a certificate lives much longer or shorter than this issuer's do by default; undefined otherwise. */
export function unusualLifetime(id: string, seconds: number): string | undefined {
	const usual = habits[id]?.usualSeconds
	if (usual === undefined || (seconds > usual / 2 && seconds < usual * 2)) return undefined
	const length = seconds > usual ? "longer" : "shorter"
	return `This one lives for ${words(seconds)}, ${length} than the usual ${words(usual)}: it was configured so, or somebody else issued it.`
}

function words(seconds: number): string {
	const hours = Math.round(seconds / 3_600)
	if (hours < 1) return `${Math.round(seconds / 60)} minutes`
	return hours < 72 ? `${hours} hour${hours === 1 ? "" : "s"}` : `${Math.round(hours / 24)} days`
}
