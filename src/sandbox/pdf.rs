//! The smallest honest PDF: one page, a few lines of text.

use pdf_writer::{Content, Finish as _, Name, Pdf, Rect, Ref, Str};

/// A page of A4 with these lines, which must be ASCII.
pub fn page(lines: &[String]) -> Vec<u8> {
    let [catalog, tree, page, font, text] = [1, 2, 3, 4, 5].map(Ref::new);
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
    pdf.finish()
}
