// How the web chat and its cards look, light and dark: one palette, two renderings.
(() => {
  "use strict";

  const LIGHT = { ink: "#14203a", soft: "#51607c", line: "#dbe1ec", page: "#f5f7fb", card: "#ffffff", accent: "#1557b8", accentInk: "#ffffff", good: "#14703f", warn: "#8a5a00", bad: "#a33a1c" };
  const DARK = { ink: "#e8edf7", soft: "#a5b2ca", line: "#2f3c58", page: "#0f172a", card: "#1a2540", accent: "#8ab8ff", accentInk: "#0b1730", good: "#6fd6a0", warn: "#ffd27a", bad: "#ffab8f" };
  const FONT = 'system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", sans-serif';

  function styleOptions(c, typing) {
    return {
      typingAnimationBackgroundImage: `url("${typing}")`,
      typingAnimationWidth: 56,
      typingAnimationHeight: 24,
      accent: c.accent,
      subtle: c.soft,
      backgroundColor: c.page,
      primaryFont: FONT,
      monospaceFont: "ui-monospace, monospace",
      paddingRegular: 12,
      paddingWide: 14,
      bubbleBackground: c.card,
      bubbleTextColor: c.ink,
      bubbleBorderColor: c.line,
      bubbleBorderRadius: 14,
      bubbleBorderWidth: 1,
      bubbleMaxWidth: 520,
      bubbleAttachmentMaxWidth: 520,
      bubbleMinHeight: 36,
      bubbleFromUserBackground: c.accent,
      bubbleFromUserTextColor: c.accentInk,
      bubbleFromUserBorderColor: c.accent,
      bubbleFromUserBorderRadius: 14,
      bubbleFromUserBorderWidth: 1,
      timestampColor: c.soft,
      groupTimestamp: 120000,
      sendBoxBackground: c.card,
      sendBoxTextColor: c.ink,
      sendBoxPlaceholderColor: c.soft,
      sendBoxButtonColor: c.accent,
      sendBoxButtonColorOnFocus: c.accent,
      sendBoxButtonColorOnHover: c.accent,
      sendBoxButtonColorOnActive: c.accent,
      sendBoxButtonShadeColorOnHover: c.page,
      sendBoxButtonShadeColorOnFocus: c.page,
      sendBoxButtonShadeColorOnActive: c.line,
      sendBoxButtonKeyboardFocusIndicatorBorderColor: c.accent,
      sendBoxBorderTop: `solid 1px ${c.line}`,
      sendBoxHeight: 56,
      sendBoxTextWrap: true,
      hideUploadButton: true,
      markdownRenderHTML: false,
      suggestedActionLayout: "flow",
      suggestedActionBackgroundColor: c.card,
      suggestedActionBackgroundColorOnHover: c.page,
      suggestedActionBackgroundColorOnActive: c.line,
      suggestedActionTextColor: c.accent,
      suggestedActionTextColorOnActive: c.accent,
      suggestedActionBorderColor: c.accent,
      suggestedActionBorderRadius: 18,
      suggestedActionBorderWidth: 1,
      suggestedActionHeight: 36,
      suggestedActionKeyboardFocusIndicatorBorderColor: c.accent,
      transcriptVisualKeyboardIndicatorColor: c.accent,
      transcriptActivityVisualKeyboardIndicatorColor: c.accent,
      newMessagesButtonFontSize: "85%",
      notificationText: c.ink,
      cardEmphasisBackgroundColor: c.page,
      cardPushButtonBackgroundColor: c.accent,
      cardPushButtonTextColor: c.accentInk,
    };
  }

  function shades(strong, soft) {
    return { default: strong, subtle: soft };
  }

  function cardColours(c) {
    return {
      backgroundColor: c.card,
      borderColor: c.line,
      foregroundColors: {
        default: shades(c.ink, c.soft),
        dark: shades(c.ink, c.soft),
        light: shades(c.ink, c.soft),
        accent: shades(c.accent, c.accent),
        good: shades(c.good, c.good),
        warning: shades(c.warn, c.warn),
        attention: shades(c.bad, c.bad),
      },
    };
  }

  function hostConfig(c) {
    const column = { default: cardColours(c), emphasis: { ...cardColours(c), backgroundColor: c.page } };
    return {
      fontFamily: FONT,
      fontSizes: { small: 12.5, default: 14, medium: 16, large: 19, extraLarge: 24 },
      fontWeights: { lighter: 400, default: 400, bolder: 650 },
      lineHeights: { small: 17, default: 20, medium: 22, large: 26, extraLarge: 32 },
      spacing: { none: 2, small: 4, default: 8, medium: 12, large: 16, extraLarge: 24, padding: 14 },
      separator: { lineThickness: 1, lineColor: c.line },
      containerStyles: column,
      textBlock: { headingLevel: 2 },
      factSet: { title: { weight: "default", isSubtle: true, color: "default", size: "default", maxWidth: 160, wrap: true }, value: { weight: "default", color: "default", size: "default", wrap: true }, spacing: 12 },
      actions: { maxActions: 6, buttonSpacing: 8, actionsOrientation: "horizontal", actionAlignment: "left", spacing: "default", showCard: { actionMode: "inline" } },
      supportsInteractivity: true,
    };
  }

  // The partner's own colours stand in style sheets, which know of light and dark.
  function chosen() {
    const style = getComputedStyle(document.documentElement);
    return { accent: style.getPropertyValue("--accent").trim(), accentInk: style.getPropertyValue("--accent-ink").trim() };
  }

  function look(dark, typing) {
    const palette = { ...(dark ? DARK : LIGHT), ...chosen() };
    return { styleOptions: styleOptions(palette, typing), adaptiveCardsHostConfig: hostConfig(palette) };
  }

  window.PartnerDeskLook = look;
})();
