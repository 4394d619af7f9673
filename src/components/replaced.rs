//! Text that changes, on a page that somebody has had translated: browsers' translators move text into elements of their own, where an update of the old
//! text node is seen by nobody. So what changes is replaced as an element.

use leptos::{
    attr::{Attribute, any_attribute::AnyAttribute},
    prelude::{AddAnyAttr, Mountable, Render, RenderHtml},
    tachys::{
        hydration::Cursor,
        renderer::types::{Element, Node},
        view::{Position, PositionState},
    },
};

/// A view that is replaced whole when its text is another.
#[derive(Debug)]
pub struct Replaced<Text, View>(
    /// The text in it that changes.
    pub Text,
    /// What is shown.
    pub View,
);

/// What is on the page.
#[derive(Debug)]
pub struct Shown<Text, State>(Text, State);

impl<Text: PartialEq, View: Render> Render for Replaced<Text, View> {
    type State = Shown<Text, View::State>;

    fn build(self) -> Self::State {
        Shown(self.0, self.1.build())
    }

    fn rebuild(self, state: &mut Self::State) {
        if self.0 == state.0 {
            return self.1.rebuild(&mut state.1);
        }
        let mut new = self.build();
        state.insert_before_this(&mut new);
        state.unmount();
        *state = new;
    }
}

impl<Text, State: Mountable> Mountable for Shown<Text, State> {
    fn unmount(&mut self) {
        self.1.unmount();
    }

    fn mount(&mut self, parent: &Element, marker: Option<&Node>) {
        self.1.mount(parent, marker);
    }

    fn insert_before_this(&self, child: &mut dyn Mountable) -> bool {
        self.1.insert_before_this(child)
    }

    fn elements(&self) -> Vec<Element> {
        self.1.elements()
    }
}

impl<Text: PartialEq + Send + 'static, View: RenderHtml> AddAnyAttr for Replaced<Text, View> {
    type Output<Added: Attribute> = Replaced<Text, View::Output<Added>>;

    fn add_any_attr<Added: Attribute>(self, attribute: Added) -> Self::Output<Added>
    where
        Self::Output<Added>: RenderHtml,
    {
        Replaced(self.0, self.1.add_any_attr(attribute))
    }
}

impl<Text: PartialEq + Send + 'static, View: RenderHtml> RenderHtml for Replaced<Text, View> {
    type AsyncOutput = Replaced<Text, View::AsyncOutput>;
    type Owned = Replaced<Text, View::Owned>;

    const MIN_LENGTH: usize = View::MIN_LENGTH;

    fn dry_resolve(&mut self) {
        self.1.dry_resolve();
    }

    async fn resolve(self) -> Self::AsyncOutput {
        Replaced(self.0, self.1.resolve().await)
    }

    fn to_html_with_buf(
        self,
        buffer: &mut String,
        position: &mut Position,
        escape: bool,
        mark_branches: bool,
        attributes: Vec<AnyAttribute>,
    ) {
        self.1.to_html_with_buf(buffer, position, escape, mark_branches, attributes);
    }

    fn hydrate<const FROM_SERVER: bool>(self, cursor: &Cursor, position: &PositionState) -> Self::State {
        Shown(self.0, self.1.hydrate::<FROM_SERVER>(cursor, position))
    }

    fn into_owned(self) -> Self::Owned {
        Replaced(self.0, self.1.into_owned())
    }
}
