import type { ReferencePage } from "./reference-page.ts"

const show = "Look at it: openssl x509 -in certificate.pem -noout -text"
const verify = "Ask every runtime: countersign cert verify fullchain.pem --roots ca.pem"

/** What the verification of a chain can say that no cause of a failed handshake is named after. */
export const verificationPages: readonly ReferencePage[] = [
	{
		id: "bad-signature",
		title: "A certificate was not signed by the key of its issuer.",
		severity: "error",
		means:
			"The issuer has the right name and another key: the CA was made anew, two CAs share a name, or the certificate was changed. It is the same error everywhere, whatever the words.",
		confirm: "Check the one link: openssl verify -partial_chain -trusted issuer.pem certificate.pem",
		prevent: "Give a CA a new name when it gets a new key, and hand out its certificate with every renewal.",
		fix: {
			text: "Give the issuer's certificate that belongs to this signature, or issue the certificate again.",
		},
		citation: [{ text: "RFC 5280", section: "6.1.3 (a)(1)" }],
	},
	{
		id: "path-length-exceeded",
		title: "There are more CAs in the chain than one of them allows.",
		severity: "error",
		means:
			"A CA certificate says how many CAs may stand below it. The chain has more, so every client refuses it.",
		confirm: `Read pathlen of every CA. ${show}`,
		prevent: "Plan the levels of a PKI before the root is made, and set pathlen:0 on issuing CAs alone.",
		fix: { text: "Issue from the CA that allows it, or issue the upper CA again with a larger path length." },
		citation: [{ text: "RFC 5280", section: "6.1.4 (l) and (m)" }],
	},
	{
		id: "key-usage",
		title: "A key usage does not allow what the key was used for.",
		severity: "error",
		means:
			"A CA without keyCertSign may not issue certificates, and a leaf without digitalSignature may not sign a handshake.",
		confirm: show,
		prevent: "Use the CA's profiles for CAs, servers and clients instead of writing extensions by hand.",
		fix: {
			text: "Issue the certificate again with the usage it needs.",
			command:
				"keyUsage = critical, keyCertSign, cRLSign   # CA\nkeyUsage = critical, digitalSignature      # server, client",
		},
		citation: [{ text: "RFC 5280", section: "4.2.1.3" }],
	},
	{
		id: "svid-rule",
		title: "The certificate breaks a rule of the X.509-SVID standard.",
		severity: "error",
		means: "SPIFFE libraries refuse it, although plain TLS clients may take it.",
		confirm: "See every rule: countersign cert inspect svid.pem",
		prevent: "Let SPIRE or the workshop issue SVIDs; do not write their extensions by hand.",
		fix: { text: "Issue it again so that every rule of the checklist is kept." },
		citation: [{ text: "X509-SVID", section: "2 to 4" }],
	},
	{
		id: "chain-too-long",
		title: "The chain has more certificates than are looked at.",
		severity: "error",
		means:
			"Verification is bounded, here and in every client: OpenSSL stops at depth 100, Java at 5 intermediates.",
		confirm: verify,
		prevent: "Send the leaf and the intermediates that are needed, nothing else.",
		fix: { text: "Remove what does not belong to the chain." },
		citation: [{ text: "OpenSSL, X509_VERIFY_PARAM_set_depth" }, { text: "Java PKIX, maxPathLength" }],
	},
	{
		id: "path-search-limit",
		title: "The search for a path ended at a limit.",
		severity: "error",
		means:
			"So many certificates share names and keys that trying all of them would take too long. Ordinary chains never come near the limit; a hostile one does.",
		confirm: verify,
		prevent: "Keep copies and cross-signed certificates that nobody needs out of chain files and bundles.",
		fix: { text: "Send one chain, and trust the roots that are needed." },
		citation: [
			{ text: "RFC 4158", section: "2.4" },
			{ text: "CVE-2021-3450 and kin: verification as denial of service" },
		],
	},
	{
		id: "name-constraint-limit",
		title: "Names and name constraints are too many to be compared.",
		severity: "error",
		means: "OpenSSL and BoringSSL give up at 2^20 comparisons, and so does this program.",
		confirm: show,
		prevent: "Keep lists of names and of constraints short.",
		fix: { text: "Split the certificate, or write the constraints more generally." },
		citation: [
			{ text: "RFC 5280", section: "4.2.1.10" },
			{ text: "OpenSSL, NC_check (X509_V_ERR_UNSPECIFIED)" },
		],
	},
	{
		id: "unsupported-key",
		title: "A key in the chain is of a kind that cannot be used here.",
		severity: "error",
		means:
			"Its algorithm or curve is unknown to the crypto library, so nothing that it signed can be checked.",
		confirm: show,
		prevent: "Use ECDSA P-256 or P-384, RSA or Ed25519.",
		fix: { text: "Make the key anew with a usual algorithm." },
		citation: [{ text: "RFC 8446", section: "4.2.3" }],
	},
	{
		id: "explicit-curve",
		title: "A CA's key spells out its curve instead of naming it.",
		severity: "error",
		means: "OpenSSL refuses it in CAs, other libraries everywhere.",
		confirm: show,
		prevent: "Make keys with named curves, as current tools do by themselves.",
		fix: { text: "Make the CA's key anew with a named curve, and issue again." },
		citation: [
			{ text: "RFC 5480", section: "2.1.1" },
			{ text: "OpenSSL, X509_V_ERR_EC_KEY_EXPLICIT_PARAMS" },
		],
	},
	{
		id: "extension-criticality",
		title: "An extension is critical that must not be, or is not and must.",
		severity: "error",
		means:
			"RFC 5280 says for each extension whether it is critical. Strict verifiers refuse others, lenient ones do not look.",
		confirm: show,
		prevent: "Use the CA's profiles; do not copy extensions by hand.",
		fix: { text: "Issue the certificate again with the extension marked as the RFC says." },
		citation: [{ text: "RFC 5280", section: "4.2.1" }],
	},
	{
		id: "anchor-extended-key-usage",
		title: "A root has an extended key usage.",
		severity: "warning",
		means:
			"Roots are to be trusted for what the trust store says; strict verifiers refuse a usage in the certificate.",
		confirm: show,
		prevent: "Leave extended key usage out of roots.",
		fix: { text: "Make a root without it when the next one is due." },
		citation: [{ text: "CA/Browser Forum Baseline Requirements", section: "7.1.2.1" }],
	},
	{
		id: "no-valid-policy",
		title: "No certificate policy is valid for the whole chain.",
		severity: "error",
		means:
			"Some certificate demands an explicit policy, and no policy is asserted from the leaf to the root.",
		confirm: `Read certificatePolicies and policyConstraints. ${show}`,
		prevent: "Use policies only where a verifier really asks for them.",
		fix: { text: "Issue with the policy that is demanded, or drop requireExplicitPolicy." },
		citation: [{ text: "RFC 5280", section: "6.1.5 (g)" }],
	},
	{
		id: "policy-extension-invalid",
		title: "An extension about policies breaks its own rules.",
		severity: "error",
		means:
			"For example it maps anyPolicy, or names a policy twice. Verifiers that process policies refuse the chain.",
		confirm: show,
		prevent: "Use policies only where a verifier really asks for them.",
		fix: { text: "Issue the certificate again without the faulty extension." },
		citation: [{ text: "RFC 5280", section: "4.2.1.4 to 4.2.1.5" }],
	},
	{
		id: "policy-limit",
		title: "The certificate policies are too many to be processed.",
		severity: "error",
		means:
			"Mapped policies multiply with every certificate; libraries stop (CVE-2023-0464), and so does this program.",
		confirm: show,
		prevent: "Keep policies few and do not map them.",
		fix: { text: "Issue the chain again with fewer policies." },
		citation: [{ text: "RFC 5280", section: "6.1.2" }, { text: "CVE-2023-0464" }],
	},
	{
		id: "crl-limit",
		title: "More revocation lists were given than are looked at.",
		severity: "error",
		means:
			"Lists are read in the order in which they were given, up to a number and a size. A list that was left out could revoke a certificate of the chain, so that silence about it would be a guess.",
		confirm:
			"Count the lists, and find the one of the certificate's issuer: openssl crl -in list.pem -noout -issuer",
		prevent: "Hand out the lists of the issuers in the chain, not those of everybody.",
		fix: { text: "Give only the lists of the issuers in the chain, the current one of each." },
		citation: [{ text: "RFC 5280", section: "6.3.3" }],
	},
	{
		id: "revocation-unknown",
		title: "Whether a certificate is revoked could not be found out from the lists that were given.",
		severity: "error",
		means:
			"No valid list covers it: the list is of another issuer, out of date, not signed by the right key, or for other reasons or certificates only.",
		confirm: "Look at the list: openssl crl -in list.pem -noout -text",
		prevent: "Publish lists well before nextUpdate, and hand out one for every issuer in the chain.",
		fix: { text: "Give the current list of the certificate's issuer." },
		citation: [{ text: "RFC 5280", section: "6.3.3" }],
	},
	{
		id: "certificate-distrusted",
		title: "The trust store itself refuses this certificate.",
		severity: "error",
		means: "OpenSSL's trust settings (BEGIN TRUSTED CERTIFICATE) reject it for this use.",
		confirm: "Read its settings: openssl x509 -in ca.pem -noout -text -trustout",
		prevent: "Keep plain certificates in CA files.",
		fix: {
			text: "Take the settings away.",
			command: "openssl x509 -in ca.pem -clrtrust -clrreject -out ca-plain.pem",
		},
		citation: [{ text: "OpenSSL, openssl-x509, trust settings" }],
	},
	{
		id: "not-a-trust-anchor",
		title: "The certificate that ends the path is not trusted as an anchor.",
		severity: "error",
		means: "It is held, but only as a leaf, or it does not sign itself although that is asked for.",
		confirm: verify,
		prevent: "Put roots into trust stores, and leaves nowhere near them.",
		fix: { text: "Trust the root of the chain instead." },
		citation: [{ text: "RFC 5280", section: "6.1.1 (d)" }],
	},
	{
		id: "extended-key-usage-forbidden",
		title: "The certificate may be used for something that must not stand beside TLS.",
		severity: "error",
		means:
			"Strict verifiers refuse a server's certificate that may also sign code, OCSP answers or time stamps.",
		confirm: show,
		prevent: "Give every use a certificate of its own.",
		fix: { text: "Issue it again with serverAuth and clientAuth alone." },
		citation: [{ text: "CA/Browser Forum Baseline Requirements", section: "7.1.2.7.10" }],
	},
	{
		id: "leaf-is-ca",
		title: "A CA's certificate is used where an end entity belongs.",
		severity: "error",
		means:
			"Strict verifiers, webpki and SPIFFE libraries refuse a server or client that shows a CA certificate.",
		confirm: show,
		prevent: "Issue leaves with CA:FALSE from a CA of its own.",
		fix: { text: "Issue a leaf for the server.", command: "basicConstraints = critical, CA:FALSE" },
		citation: [{ text: "RFC 5280", section: "4.2.1.9" }],
	},
	{
		id: "issuer-name",
		title: "The candidate has another name than the issuer that is wanted.",
		severity: "notice",
		means: "Chains are built by names first. This certificate was looked at and is not the issuer.",
		confirm:
			"Compare: openssl x509 -noout -issuer -in certificate.pem; openssl x509 -noout -subject -in issuer.pem",
		prevent: "Keep each certificate with the chain that issued it.",
		fix: { text: "Give the certificate whose subject is the issuer that is named." },
		citation: [{ text: "RFC 5280", section: "6.1.3 (a)(4)" }],
	},
	{
		id: "c2pa-wrong-eku",
		title: "The extended key usage does not fit signing of content credentials.",
		severity: "error",
		means:
			"C2PA asks for emailProtection or documentSigning, and forbids usages that would serve other ends.",
		confirm: show,
		prevent: "Do not use certificates of servers for signing content.",
		fix: { text: "Issue a certificate for that purpose." },
		citation: [{ text: "C2PA Technical Specification", section: "Certificate profile" }],
	},
]
