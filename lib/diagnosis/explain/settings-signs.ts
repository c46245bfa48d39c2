import type { TextSign } from "./text-sign.ts"

/** Signs of settings, files, tokens and the Workload API. */
export const settingsSigns: readonly TextSign[] = [
	{
		pattern:
			/private key does not match|key values mismatch|KEY_VALUES_MISMATCH|does not match (?:the )?(?:certificate )?public key|InconsistentKeys|KeyMismatch/i,
		why: "Certificate and private key do not belong together.",
		causes: [["key-cert-mismatch", 0.96]],
	},
	{
		pattern:
			/PEM inputs may have been switched|failed to find (?:any )?PEM|no start line|NO_START_LINE|bad base64|PEM_read|PEM routines|Invalid (?:cert chain|private key|certificate|PEM)|not PKCS#?8|Cannot get key bytes|Missing key encoding|InvalidKeyException|DECODER routines|unsupported::?(?:No supported)?|bad decrypt|asn1 (?:encoding|error)|asn1:|NoKeys|no private keys? found|failed to (?:parse|set) (?:certificate|private|CA)|TSI_INVALID_ARGUMENT|malformed (?:certificate|key)|BadDER|wrong tag|interrupted by password/i,
		why: "A certificate or key file cannot be read as what it should be.",
		causes: [["bad-pem-or-key", 0.85]],
	},
	{
		pattern:
			/open [^\n]{1,200}\.(?:pem|crt|key|cer|p12|jks)[^\n]{0,10}: (?:no such file|permission denied)|(?:ENOENT|EACCES)[^\n]{0,200}\.(?:pem|crt|key|cer)|could not (?:open|read|load) (?:certificate|key|CA)? ?file|failed to read CA file|FileNotFoundException[^\n]{0,120}\.(?:pem|crt|key|jks|p12)/i,
		why: "A file is missing or may not be read.",
		causes: [["file-unreadable", 0.92]],
	},
	{
		pattern:
			/no transport security set|transport credentials are set for an insecure connection|missing the following cert flags|requires (?:either )?(?:cert-file|ca-file|key-file)|must be provided together|TLS flags \([^)\n]{1,40}\) require|requires spiffe-socket-path|both (?:a )?cert(?:ificate)? and (?:a )?key|incoherent [^\n]{0,40}TLS|-cert[^\n]{0,30}without[^\n]{0,20}-key|invalid mode "/i,
		why: "The settings contradict each other or lack a part.",
		causes: [["partial-config", 0.93]],
	},
	{
		pattern:
			/Workload API[^\n]{0,80}(?:unavailable|not available|failed|refused)|failed to create X509 source|cannot create X\.?509 source|workload endpoint socket|SPIFFE_ENDPOINT_SOCKET|agent\.sock|Agent is unhealthy|could not (?:dial|connect to) (?:the )?Workload API|failed to start resolver: invalid/i,
		why: "The SPIFFE Workload API could not be reached.",
		causes: [["workload-api-unavailable", 0.93]],
	},
	{
		pattern:
			/no identity issued|workload is not authorized for the requested identities|no (?:registration )?entr(?:y|ies) (?:match|found)|workload attestation failed/i,
		why: "The agent answers, but has no identity for this workload.",
		causes: [["workload-no-identity", 0.95]],
	},
	{
		pattern: /security header missing from request/i,
		why: "The Workload API was called without its compulsory header.",
		causes: [["workload-api-unavailable", 0.8]],
	},
	{
		pattern:
			/Unauthenticated|UNAUTHENTICATED|Jwt (?:is missing|verification|expired)|(?:missing|invalid|expired) (?:bearer )?(?:token|credentials|authorization)|anonymous token|unauthenticated with bearer|token (?:is )?(?:expired|invalid|missing)|401 Unauthorized/i,
		why: "The call came without valid credentials.",
		causes: [["token-missing-or-invalid", 0.9]],
	},
	{
		pattern:
			/PERMISSION_DENIED|PermissionDenied|Permission denied(?!["\s]*(?:\}|\())|rbac_access_denied|RBAC: access denied|403 Forbidden|not authorized to perform|Request denied/i,
		why: "The caller is known but not allowed.",
		causes: [["permission-denied-authz", 0.72]],
	},
	{
		pattern:
			/CallCredentials (?:can't|cannot) be composed|do not allow composition|requires transport(?: level)? security|cannot send secure credentials on an insecure connection|require(?:s)? a secure (?:channel|connection)|credentials require transport|insecure channel[^\n]{0,60}credential/i,
		why: "Call credentials were set on a plaintext channel.",
		causes: [["token-over-plaintext-refused", 0.96]],
	},
]
