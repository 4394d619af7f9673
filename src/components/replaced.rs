//! Text that changes on a translated page. Browsers' translators move text into elements of their
//! own, where an update of the old text node would not be seen. So changing text is replaced as an
//! element.

use leptos::{
    attr::{Attribute, any_attribute::AnyAttribute},
    prelude::{AddAnyAttr, Mountable, Render, RenderHtml},
    tachys::{
        hydration::Cursor,
        view::{Position, PositionState},
    },
};

/// A view that is replaced as a whole on each change. It is never updated, so the code for that is
/// left out of the page's program.
#[derive(Debug)]
pub struct Replaced<View>(pub View);

impl<View: Render> Render for Replaced<View> {
    type State = View::State;

    fn build(self) -> Self::State {
        self.0.build()
    }

    fn rebuild(self, state: &mut Self::State) {
        let mut new = self.build();
        state.insert_before_this(&mut new);
        state.unmount();
        *state = new;
    }
}

impl<View: RenderHtml> AddAnyAttr for Replaced<View> {
    type Output<Added: Attribute> = Replaced<View::Output<Added>>;

    fn add_any_attr<Added: Attribute>(self, attribute: Added) -> Self::Output<Added>
    where
        Self::Output<Added>: RenderHtml,
    {
        Replaced(self.0.add_any_attr(attribute))
    }
}

impl<View: RenderHtml> RenderHtml for Replaced<View> {
    type AsyncOutput = Replaced<View::AsyncOutput>;
    type Owned = Replaced<View::Owned>;

    const MIN_LENGTH: usize = View::MIN_LENGTH;

    fn dry_resolve(&mut self) {
        self.0.dry_resolve();
    }

    async fn resolve(self) -> Self::AsyncOutput {
        Replaced(self.0.resolve().await)
    }

    fn to_html_with_buf(
        self,
        buffer: &mut String,
        position: &mut Position,
        escape: bool,
        mark_branches: bool,
        attributes: Vec<AnyAttribute>,
    ) {
        self.0.to_html_with_buf(buffer, position, escape, mark_branches, attributes);
    }

    fn hydrate<const FROM_SERVER: bool>(
        self,
        cursor: &Cursor,
        position: &PositionState,
    ) -> Self::State {
        self.0.hydrate::<FROM_SERVER>(cursor, position)
    }

    fn into_owned(self) -> Self::Owned {
        Replaced(self.0.into_owned())
    }
}
