//! Makes a page's code smaller after `cargo leptos` has built it, without changing what it does.
//!
//! wasm-bindgen connects the WebAssembly and its JavaScript by names that end in a hash, which does
//! not compress: here they get short names. And it exports classes of `wasm-streams`, which comes
//! with Leptos and which no page uses: without the exports, `wasm-opt` can drop their code.

use crate::{
    Result,
    run::{command, workspace},
};
use brotli::CompressorWriter;
use flate2::{Compression, write::GzEncoder};
use std::{borrow::Cow, collections::HashMap, fs, io::Write as _, ops::Range, path::Path};
use wasm_encoder::{
    ExportSection, ImportSection, Module, RawSection,
    reencode::{Reencode as _, RoundtripReencoder},
};
use wasmparser::{Parser, Payload};

/// The best that brotli can do; it is done once, when the page is built.
const BROTLI_QUALITY: u32 = 11;
const BROTLI_WINDOW: u32 = 22;

/// What Rust compiles for by default, and every browser has that runs the pages.
const FEATURES: &str = "--enable-bulk-memory --enable-multivalue --enable-mutable-globals \
     --enable-nontrapping-float-to-int --enable-reference-types --enable-sign-ext";

/// Slims the program `name` in the folder `pkg`, and writes its compressed twins again.
pub fn slim(pkg: &Path, name: &str) -> Result {
    let [script, wasm] = ["js", "wasm"].map(|kind| pkg.join(name).with_extension(kind));
    let read = |path: &Path| fs::read(path).map_err(|error| format!("{}: {error}", path.display()));
    let mut names = Names::default();
    let renamed = rename(&read(&wasm)?, &mut names).map_err(|error| error.to_string())?;
    write(&wasm, &renamed)?;
    optimise(&wasm)?;
    let text = String::from_utf8(read(&script)?).map_err(|error| error.to_string())?;
    write(&script, names.replace_in(&text).as_bytes())?;
    for path in [&script, &wasm] {
        compress(path, &read(path)?)?;
    }
    Ok(())
}

/// As `cargo leptos` does (`wasm-opt-features` in `Cargo.toml`), and once more with simpler control
/// flow, which `cargo leptos` cannot do: it keeps the options as a set, and these have an order.
fn optimise(wasm: &Path) -> Result {
    let path = wasm.display();
    let limit = "--one-caller-inline-max-function-size=20";
    let options =
        format!("--flatten --rereloop -Oz --converge {limit} --traps-never-happen {FEATURES}");
    command(&format!("node_modules/.bin/wasm-opt {options} {path} -o {path}")).run()
}

fn write(path: &Path, bytes: &[u8]) -> Result {
    fs::write(path, bytes).map_err(|error| format!("{}: {error}", path.display()))
}

fn compress(path: &Path, bytes: &[u8]) -> Result {
    let twin = |kind: &str| path.with_added_extension(kind);
    let mut gzip = GzEncoder::new(Vec::new(), Compression::best());
    gzip.write_all(bytes).map_err(|error| error.to_string())?;
    write(&twin("br"), &brotli(bytes)?)?;
    write(&twin("gz"), &gzip.finish().map_err(|error| error.to_string())?)
}

/// Compressed with brotli.
pub fn brotli(bytes: &[u8]) -> Result<Vec<u8>> {
    let mut brotli = CompressorWriter::new(Vec::new(), 4096, BROTLI_QUALITY, BROTLI_WINDOW);
    brotli.write_all(bytes).map_err(|error| error.to_string())?;
    Ok(brotli.into_inner())
}

/// The names with a hash, each with the short one in its place.
#[derive(Default)]
struct Names(HashMap<String, String>);

impl Names {
    fn shorten<'a>(&mut self, name: &'a str) -> Cow<'a, str> {
        if !has_hash(name) {
            return name.into();
        }
        // No name of wasm-bindgen's begins like this.
        let next = format!("$${}", self.0.len());
        self.0.entry(name.to_owned()).or_insert(next).clone().into()
    }

    fn replace_in(&self, script: &str) -> String {
        let is_part =
            |character: char| character.is_ascii_alphanumeric() || "_$".contains(character);
        let mut replaced = String::with_capacity(script.len());
        let mut rest = script;
        while let Some(start) = rest.find(is_part) {
            let (before, from) = rest.split_at(start);
            let end = from.find(|character| !is_part(character)).unwrap_or(from.len());
            let (word, behind) = from.split_at(end);
            replaced.push_str(before);
            replaced.push_str(self.0.get(word).map_or(word, String::as_str));
            rest = behind;
        }
        replaced + rest
    }
}

/// Whether it is one of wasm-bindgen's own names, which end in a hash or a long number.
fn has_hash(name: &str) -> bool {
    const PREFIXES: [&str; 3] = ["__wbg_", "__wbindgen_generic_", "wasm_bindgen__convert__"];
    let parts = name.rsplit('_').map(|part| part.trim_start_matches('h'));
    let is_hash = |part: &str| part.len() == 16 && part.bytes().all(|it| it.is_ascii_hexdigit());
    PREFIXES.iter().any(|prefix| name.starts_with(prefix)) && parts.take(2).any(is_hash)
}

/// The module with short names, and without exports that no page uses.
fn rename(
    wasm: &[u8],
    names: &mut Names,
) -> std::result::Result<Vec<u8>, Box<dyn std::error::Error>> {
    let mut module = Module::new();
    let mut reencoder = RoundtripReencoder;
    for payload in Parser::new(0).parse_all(wasm) {
        match payload? {
            Payload::ImportSection(section) => {
                let mut imports = ImportSection::new();
                for import in section.into_imports() {
                    let import = import?;
                    let kind = reencoder.entity_type(import.ty)?;
                    imports.import(import.module, &names.shorten(import.name), kind);
                }
                module.section(&imports);
            }
            Payload::ExportSection(section) => {
                let mut exports = ExportSection::new();
                for export in section {
                    let export = export?;
                    if export.name.contains("intounderlying") {
                        continue;
                    }
                    let kind = reencoder.export_kind(export.kind)?;
                    exports.export(&names.shorten(export.name), kind, export.index);
                }
                module.section(&exports);
            }
            payload => {
                if let Some((id, range)) = payload.as_section() {
                    let (start, end) = (range.start.try_into()?, range.end.try_into()?);
                    let data = wasm.get::<Range<usize>>(start..end).ok_or("a section is cut")?;
                    module.section(&RawSection { id, data });
                }
            }
        }
    }
    Ok(module.finish())
}

/// Slims every program of the folder `pkg` of a site.
pub fn slim_site(site_root: &str, names: impl IntoIterator<Item = &'static str>) -> Result {
    let pkg = workspace().join(site_root).join("pkg");
    names.into_iter().try_for_each(|name| slim(&pkg, name))
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_encoder::{
        CodeSection, EntityType, ExportKind, Function, FunctionSection, TypeSection,
    };

    const IMPORT: &str = "__wbg_focus_d5e2fdbdb56416f0";
    const CLOSURE: &str = "wasm_bindgen__convert__closures_____invoke__h11172b1456c4d669_17";

    fn module() -> Vec<u8> {
        let (mut types, mut imports, mut functions, mut exports, mut code) = (
            TypeSection::new(),
            ImportSection::new(),
            FunctionSection::new(),
            ExportSection::new(),
            CodeSection::new(),
        );
        types.ty().function([], []);
        imports.import("./page_bg.js", IMPORT, EntityType::Function(0));
        imports.import("./page_bg.js", "__wbindgen_init_externref_table", EntityType::Function(0));
        functions.function(0);
        for name in ["hydrate", CLOSURE, "intounderlyingsink_close"] {
            exports.export(name, ExportKind::Func, 2);
        }
        let mut body = Function::new([]);
        body.instructions().end();
        code.function(&body);
        let mut module = Module::new();
        for section in [&types as &dyn wasm_encoder::Section, &imports, &functions, &exports, &code]
        {
            let mut bytes = Vec::new();
            section.append_to(&mut bytes);
            module.section(&Raw(bytes));
        }
        module.finish()
    }

    /// A section that is encoded already, with its id.
    struct Raw(Vec<u8>);

    impl wasm_encoder::Encode for Raw {
        fn encode(&self, sink: &mut Vec<u8>) {
            sink.extend(&self.0[1..]);
        }
    }

    impl wasm_encoder::Section for Raw {
        fn id(&self) -> u8 {
            self.0[0]
        }
    }

    #[test]
    fn both_sides_get_the_same_short_names_and_nothing_else_changes() {
        let mut names = Names::default();
        let renamed = rename(&module(), &mut names).expect("a module");
        let mut found = Vec::new();
        for payload in Parser::new(0).parse_all(&renamed) {
            match payload.expect("it parses") {
                Payload::ImportSection(section) => found.extend(
                    section.into_imports().map(|it| it.expect("an import").name.to_owned()),
                ),
                Payload::ExportSection(section) => {
                    found.extend(section.into_iter().map(|it| it.expect("it").name.to_owned()));
                }
                _ => {}
            }
        }
        assert_eq!(found, ["$$0", "__wbindgen_init_externref_table", "hydrate", "$$1"]);
        let script = format!("{{{IMPORT}:function(n){{n.focus()}}}};n.{CLOSURE}(1);n.hydrate()");
        assert_eq!(names.replace_in(&script), "{$$0:function(n){n.focus()}};n.$$1(1);n.hydrate()");
    }

    #[test]
    fn only_names_with_a_hash_are_shortened() {
        for name in [IMPORT, CLOSURE, "__wbindgen_generic_0000000000000001"] {
            assert!(has_hash(name), "{name}");
        }
        for name in [
            "hydrate",
            "__wbindgen_malloc",
            "__wbg_focus",
            "TestCardFiller_9834597825093097507",
            "d5e2fdbdb56416f0",
        ] {
            assert!(!has_hash(name), "{name}");
        }
    }
}
