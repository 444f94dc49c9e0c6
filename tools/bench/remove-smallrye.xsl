<?xml version="1.0" encoding="UTF-8"?>
<!-- What people do with XSLT today: copy everything, leave the SmallRye extensions and their subsystems out. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
  <xsl:template match="@*|node()">
    <xsl:copy>
      <xsl:apply-templates select="@*|node()"/>
    </xsl:copy>
  </xsl:template>
  <xsl:template match="*[local-name() = 'extension'][contains(@module, '-smallrye')]"/>
  <xsl:template match="*[local-name() = 'subsystem'][contains(namespace-uri(), '-smallrye:')]"/>
</xsl:stylesheet>
