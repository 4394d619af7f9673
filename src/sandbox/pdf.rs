//! Writes a minimal PDF: one page with a few lines of text.

use pdf_writer::{Content, Finish as _, Name, Pdf, Rect, Ref, Str};

/// A page of A4 with these lines, which must be ASCII. The file is padded to `min_bytes` with a
/// stream that no page shows.
pub fn page(lines: &[String], min_bytes: usize) -> Vec<u8> {
    let pdf = with_filler(lines, 0);
    match min_bytes.checked_sub(pdf.len()) {
        None => pdf,
        Some(missing) => {
            // The stream has a header, whose size depends on the digits of the stream's length.
            let frame = with_filler(lines, missing).len() - missing - pdf.len();
            with_filler(lines, missing - frame)
        }
    }
}

fn with_filler(lines: &[String], filler: usize) -> Vec<u8> {
    let [catalog, tree, page, font, text, appendix] = [1, 2, 3, 4, 5, 6].map(Ref::new);
    let face = Name(b"F1");
    let mut pdf = Pdf::new();
    pdf.catalog(catalog).pages(tree);
    pdf.pages(tree).kids([page]).count(1);
    let mut leaf = pdf.page(page);
    leaf.media_box(Rect::new(0.0, 0.0, 595.0, 842.0)).parent(tree).contents(text);
    leaf.resources().fonts().pair(face, font);
    leaf.finish();
    pdf.type1_font(font).base_font(Name(b"Helvetica"));
    let mut content = Content::new();
    content.begin_text();
    content.set_font(face, 14.0);
    content.next_line(72.0, 760.0);
    for line in lines {
        content.show(Str(line.as_bytes()));
        content.next_line(0.0, -24.0);
    }
    content.end_text();
    pdf.stream(text, &content.finish());
    if filler > 0 {
        pdf.stream(appendix, &noise(filler));
    }
    pdf.finish()
}

/// The same bytes every time, which cannot be compressed (a linear congruential generator; Knuth,
/// TAOCP 3.3.4).
fn noise(length: usize) -> Vec<u8> {
    let mut state: u64 = 1;
    let blocks = std::iter::repeat_with(|| {
        state =
            state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        state.to_le_bytes()
    });
    let mut bytes: Vec<u8> = blocks.take(length / 8 + 1).flatten().collect();
    bytes.truncate(length);
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_as_long_as_it_is_asked_to_be() {
        let lines = ["one".to_owned()];
        let short = page(&lines, 0).len();
        for min_bytes in [0, 5_000, 123_456] {
            let pdf = page(&lines, min_bytes);
            assert_eq!(pdf.len(), min_bytes.max(short));
            assert_eq!(pdf, page(&lines, min_bytes));
            assert!(pdf.starts_with(b"%PDF-") && pdf.trim_ascii_end().ends_with(b"%%EOF"));
        }
    }
}
