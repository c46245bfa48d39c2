import { mkdir, writeFile } from "node:fs/promises"
import { join } from "node:path"
import { runToEnd } from "./process.ts"

const manifest = `[package]
name = "issued"
version = "0.1.0"
edition = "2021"

[dependencies]
rustls = { version = "0.23", default-features = false, features = ["ring", "std", "tls12"] }

[profile.dev]
debug = false
`

const program = `use rustls::pki_types::{pem::PemObject, CertificateDer, PrivateKeyDer, ServerName};
use rustls::server::WebPkiClientVerifier;
use rustls::{ClientConfig, ClientConnection, RootCertStore, ServerConfig, ServerConnection};
use std::error::Error;
use std::sync::Arc;

type Identity = (Vec<CertificateDer<'static>>, PrivateKeyDer<'static>);

fn main() {
    let words: Vec<String> = std::env::args().collect();
    rustls::crypto::ring::default_provider().install_default().expect("a provider");
    for folder in &words[2..] {
        match handshake(folder, &words[1]) {
            Ok(()) => println!("{folder}\\tok"),
            Err(error) => println!("{folder}\\t{}", error.to_string().replace('\\n', " ")),
        }
    }
}

fn identity(folder: &str, side: &str) -> Result<Identity, Box<dyn Error>> {
    let chain = CertificateDer::pem_file_iter(format!("{folder}/{side}.pem"))?.collect::<Result<_, _>>()?;
    Ok((chain, PrivateKeyDer::from_pem_file(format!("{folder}/{side}-key.pem"))?))
}

fn handshake(folder: &str, name: &str) -> Result<(), Box<dyn Error>> {
    let mut roots = RootCertStore::empty();
    roots.add(CertificateDer::from_pem_file(format!("{folder}/root.pem"))?)?;
    let roots = Arc::new(roots);
    let (chain, key) = identity(folder, "server")?;
    let verifier = WebPkiClientVerifier::builder(roots.clone()).build()?;
    let config = ServerConfig::builder().with_client_cert_verifier(verifier).with_single_cert(chain, key)?;
    let mut server = ServerConnection::new(Arc::new(config))?;
    let (chain, key) = identity(folder, "client")?;
    let config = ClientConfig::builder().with_root_certificates(roots).with_client_auth_cert(chain, key)?;
    let mut client = ClientConnection::new(Arc::new(config), ServerName::try_from(name.to_string())?)?;
    for _ in 0..20 {
        let mut bytes = Vec::new();
        while client.wants_write() {
            client.write_tls(&mut bytes)?;
        }
        let mut rest = &bytes[..];
        while !rest.is_empty() {
            server.read_tls(&mut rest)?;
            server.process_new_packets()?;
        }
        let mut bytes = Vec::new();
        while server.wants_write() {
            server.write_tls(&mut bytes)?;
        }
        let mut rest = &bytes[..];
        while !rest.is_empty() {
            client.read_tls(&mut rest)?;
            client.process_new_packets()?;
        }
        if !client.is_handshaking() && !server.is_handshaking() {
            return Ok(());
        }
    }
    Err("the handshake did not end".into())
}
`

/** Builds the program; its crates are fetched by cargo. Resolves with the command that runs it. */
export async function buildIssuedRustls(parent: string): Promise<readonly string[]> {
	const folder = join(parent, "rustls")
	await mkdir(join(folder, "src"), { recursive: true })
	await writeFile(join(folder, "Cargo.toml"), manifest)
	await writeFile(join(folder, "src", "main.rs"), program)
	await runToEnd("cargo", ["build", "--quiet"], { cwd: folder, limitMs: 300_000 })
	return [join(folder, "target", "debug", "issued")]
}
