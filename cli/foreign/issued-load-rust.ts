import { mkdir, writeFile } from "node:fs/promises"
import { join } from "node:path"
import { runToEnd } from "./process.ts"

const manifest = `[package]
name = "load"
version = "0.1.0"
edition = "2021"

[dependencies]
rustls = { version = "0.23", default-features = false, features = ["ring", "std"] }
pkcs8 = { version = "0.10", features = ["encryption", "pem", "std"] }
p12-keystore = "0.2"

[profile.dev]
debug = false

# Keys are opened with many rounds of hashing.
[profile.dev.package."*"]
opt-level = 2
`

const program = `use pkcs8::EncryptedPrivateKeyInfo;
use rustls::crypto::ring::sign::any_supported_type;
use rustls::pki_types::{pem::PemObject, CertificateDer, PrivateKeyDer, PrivatePkcs8KeyDer};
use rustls::sign::CertifiedKey;
use std::{error::Error, fs, path::Path};

type Loaded = Result<(Vec<CertificateDer<'static>>, Option<PrivateKeyDer<'static>>), Box<dyn Error>>;
const VARIANTS: [&str; 8] =
    ["pem", "pem-traditional", "pem-encrypted", "der", "der-encrypted", "pkcs12", "pkcs12-legacy", "truststore-pkcs12"];

fn main() {
    for folder in std::env::args().skip(1) {
        let side = Path::new(&folder).file_name().unwrap().to_string_lossy().into_owned();
        for name in VARIANTS {
            let at = format!("{folder}/{name}");
            if !Path::new(&at).exists() {
                continue;
            }
            match load(name, &at, &side).and_then(|found| compare(&folder, &side, found)) {
                Ok(()) => println!("{folder}\\t{name}\\tok"),
                Err(error) => println!("{folder}\\t{name}\\t{}", error.to_string().replace('\\n', " ")),
            }
        }
    }
}

fn compare(folder: &str, side: &str, (chain, key): (Vec<CertificateDer<'static>>, Option<PrivateKeyDer<'static>>)) -> Result<(), Box<dyn Error>> {
    let file = if key.is_none() { "ca" } else { side };
    if chain != pems(&format!("{folder}/pem/{file}.pem"))? {
        return Err("other certificates".into());
    }
    if let Some(key) = key {
        CertifiedKey::new(chain, any_supported_type(&key)?).keys_match()?;
    }
    Ok(())
}

fn load(name: &str, at: &str, side: &str) -> Loaded {
    Ok(match name {
        "pem" | "pem-traditional" => {
            (pems(&format!("{at}/{side}.pem"))?, Some(PrivateKeyDer::from_pem_file(format!("{at}/{side}-key.pem"))?))
        }
        "pem-encrypted" => {
            let text = fs::read_to_string(format!("{at}/{side}-key.pem"))?;
            let (_, document) = pkcs8::SecretDocument::from_pem(&text).map_err(|error| error.to_string())?;
            (pems(&format!("{at}/{side}.pem"))?, Some(opened(document.as_bytes())?))
        }
        "der" => {
            let key = PrivatePkcs8KeyDer::from(fs::read(format!("{at}/{side}-key.der"))?);
            (ders(at, side)?, Some(key.into()))
        }
        "der-encrypted" => (ders(at, side)?, Some(opened(&fs::read(format!("{at}/{side}-key.der"))?)?)),
        "truststore-pkcs12" => {
            let store = p12_keystore::KeyStore::from_pkcs12(&fs::read(format!("{at}/truststore.p12"))?, &passphrase())?;
            let found = store.entries().filter_map(|(_, entry)| match entry {
                p12_keystore::KeyStoreEntry::Certificate(each) => Some(CertificateDer::from(each.as_der().to_vec())),
                _ => None,
            });
            (found.collect(), None)
        }
        _ => {
            let store = p12_keystore::KeyStore::from_pkcs12(&fs::read(format!("{at}/{side}.p12"))?, &passphrase())?;
            let (_, chain) = store.private_key_chain().ok_or("no key")?;
            let found = chain.chain().iter().map(|each| CertificateDer::from(each.as_der().to_vec())).collect();
            (found, Some(PrivatePkcs8KeyDer::from(chain.key().to_vec()).into()))
        }
    })
}

fn passphrase() -> String {
    std::env::var("STORE_PASSPHRASE").unwrap()
}

fn opened(der: &[u8]) -> Result<PrivateKeyDer<'static>, Box<dyn Error>> {
    let sealed = EncryptedPrivateKeyInfo::try_from(der).map_err(|error| error.to_string())?;
    let plain = sealed.decrypt(passphrase()).map_err(|error| error.to_string())?;
    Ok(PrivatePkcs8KeyDer::from(plain.as_bytes().to_vec()).into())
}

fn pems(path: &str) -> Result<Vec<CertificateDer<'static>>, Box<dyn Error>> {
    Ok(CertificateDer::pem_file_iter(path)?.collect::<Result<_, _>>()?)
}

fn ders(at: &str, side: &str) -> Result<Vec<CertificateDer<'static>>, Box<dyn Error>> {
    let names = [format!("{at}/{side}.der"), format!("{at}/{side}-2.der")];
    let found = names.iter().filter(|name| Path::new(name).exists());
    Ok(found.map(|name| fs::read(name).map(CertificateDer::from)).collect::<Result<_, _>>()?)
}
`

/** Builds a program on rustls, pkcs8 and p12-keystore; crates are fetched by cargo. Resolves with the command. */
export async function buildLoadRust(parent: string): Promise<readonly string[]> {
	const folder = join(parent, "load-rust")
	await mkdir(join(folder, "src"), { recursive: true })
	await writeFile(join(folder, "Cargo.toml"), manifest)
	await writeFile(join(folder, "src", "main.rs"), program)
	await runToEnd("cargo", ["build", "--quiet"], { cwd: folder, limitMs: 400_000 })
	return [join(folder, "target", "debug", "load")]
}
